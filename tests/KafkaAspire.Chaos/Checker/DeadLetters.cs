using System.Globalization;
using System.Text;
using Confluent.Kafka;
using KafkaAspire.Chaos.Traffic;

namespace KafkaAspire.Chaos.Checker;

/// <summary>The dead-letter topic: where each letter says it came from, and its bytes.</summary>
internal sealed class DeadLetters
{
    private const string Topic = "transactions.dlt";
    private readonly Dictionary<(int Partition, long Offset), byte[]> _letters = [];
    private readonly HashSet<int> _numbers = [];

    /// <summary>Whether a caller's transaction was dead-lettered.</summary>
    public bool Hold(int number) => _numbers.Contains(number);

    public static DeadLetters Read(TopicReader reader, TransactionPlan plan, Findings findings)
    {
        var letters = new DeadLetters();
        foreach (var record in reader.Read(Topic))
        {
            var origin = (int.Parse(Header(record, "dlt.partition"), CultureInfo.InvariantCulture), long.Parse(Header(record, "dlt.offset"), CultureInfo.InvariantCulture));
            if (!letters._letters.TryAdd(origin, record.Message.Value ?? []))
                findings.RepeatedLetters++;
            // The ids of newer messages are no UUIDs: those are no caller's.
            if (MessageContent.NumberOf(record.Message.Value, plan, out _) is { } number)
                letters._numbers.Add(number);
        }
        findings.DeadLettered = letters._letters.Count;
        return letters;
    }

    /// <summary>Judges whether every message of a newer contract is there unchanged.</summary>
    public void Judge(NewerMessages newer, Findings findings)
    {
        foreach (var ((partition, offset), value) in newer.Sent)
            if (!_letters.TryGetValue((partition, offset), out var letter))
                findings.Add(Flaw.LostLetter, $"message of version 2 at {partition}:{offset} is not in {Topic}");
            else if (!letter.AsSpan().SequenceEqual(value))
                findings.Add(Flaw.LostLetter, $"message of version 2 at {partition}:{offset} is changed in {Topic}: {Encoding.UTF8.GetString(letter)}");
    }

    private static string Header(ConsumeResult<byte[]?, byte[]?> record, string name) => Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes(name));
}
