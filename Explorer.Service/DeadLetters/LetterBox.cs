using Confluent.Kafka;
using KafkaAspire.Contracts.DeadLetters;
using KafkaAspire.ServiceDefaults.Kafka.DeadLetters;

namespace Explorer.Service.DeadLetters;

/// <summary>
/// What is known of the dead-letter topic: every letter's reason and whether it went back, and the last letters themselves. It is told each
/// record once, in any order of letters and receipts. Not thread-safe.
/// </summary>
internal sealed class LetterBox
{
    /// <summary>So many letters are kept to be listed; all are counted.</summary>
    public const int MostListed = 10_000;

    private readonly Dictionary<string, Group> _groups = [];
    private readonly Dictionary<TopicPartitionOffset, string> _waiting = [];
    private readonly HashSet<TopicPartitionOffset> _replayed = [];
    private readonly LinkedList<Letter> _letters = [];

    /// <summary>Letters, those that went back included.</summary>
    public int Count => _groups.Values.Sum(group => group.Count);

    /// <summary>The last letters, the latest first.</summary>
    public IEnumerable<Letter> Latest => _letters;

    /// <summary>The reasons, the most frequent first.</summary>
    public IReadOnlyList<ReasonGroup> Reasons =>
        [.. _groups.OrderByDescending(group => group.Value.Count).ThenBy(group => group.Key).Select(group => new ReasonGroup(group.Key, group.Value.Count, group.Value.Replayed, group.Value.Example))];

    /// <summary>Whether the message of a letter went back to its topic.</summary>
    public bool IsReplayed(Letter letter) => letter.Origin is { } origin && _replayed.Contains(origin);

    /// <summary>Takes a record of the topic.</summary>
    public void Add(ConsumeResult<byte[]?, byte[]?> record)
    {
        if (LetterSelection.IsReceipt(record))
            AddReceipt(record);
        else
            AddLetter(LetterText.Read(record));
    }

    private void AddReceipt(ConsumeResult<byte[]?, byte[]?> receipt)
    {
        if (DeadLetterHeaders.FindOrigin(receipt.Message.Headers) is not { } origin || !_replayed.Add(origin))
            return;
        if (_waiting.Remove(origin, out string? reason))
            _groups[reason].Replayed++;
    }

    private void AddLetter(Letter letter)
    {
        // A consumer that was killed between letter and offset has sent it twice: one message is one letter.
        if (letter.Origin is { } origin && !_replayed.Contains(origin) && !_waiting.TryAdd(origin, letter.Reason))
            return;
        if (!_groups.TryGetValue(letter.Reason, out var group))
            _groups[letter.Reason] = group = new();
        group.Count++;
        group.Example = letter.Detail;
        if (IsReplayed(letter))
            group.Replayed++;
        _letters.AddFirst(letter);
        if (_letters.Count > MostListed)
            _letters.RemoveLast();
    }

    private sealed class Group
    {
        public int Count { get; set; }

        public int Replayed { get; set; }

        public string Example { get; set; } = "";
    }
}
