using Confluent.Kafka;
using KafkaAspire.Contracts.DeadLetters;

namespace KafkaAspire.ServiceDefaults.Kafka.DeadLetters;

/// <summary>Picks the letters that are to go back: they match, they say where they came from, and they have not been there since.</summary>
/// <param name="log">The dead-letter topic.</param>
/// <param name="filter">Which letters are meant.</param>
/// <param name="cancellationToken">Ends the reading.</param>
public sealed class LetterSelection(LetterLog log, LetterFilter filter, CancellationToken cancellationToken)
{
    private int _selected;
    private int _before;
    private int _otherwise;
    private int _unknown;

    /// <summary>What became of every letter read so far.</summary>
    public ReplayResult Result => new(_selected, _before, _otherwise, _unknown);

    /// <summary>Reads the log twice, first the receipts: a letter may lie before or after its receipt.</summary>
    public IEnumerable<ConsumeResult<byte[]?, byte[]?>> Select()
    {
        var done = log.Read(cancellationToken)
            .Where(IsReceipt)
            .Select(receipt => DeadLetterHeaders.FindOrigin(receipt.Message.Headers))
            .OfType<TopicPartitionOffset>()
            .ToHashSet();
        foreach (var letter in log.Read(cancellationToken))
        {
            if (IsReceipt(letter))
                continue;
            if (DeadLetterHeaders.FindOrigin(letter.Message.Headers) is not { } origin)
                _unknown++;
            else if (!filter.Matches(letter))
                _otherwise++;
            else if (!done.Add(origin)) // a consumer that was killed may have sent the same letter twice, too
                _before++;
            else
            {
                _selected++;
                yield return letter;
            }
        }
    }

    /// <summary>Whether a record says that a letter went back.</summary>
    /// <param name="record">A record of the dead-letter topic.</param>
    public static bool IsReceipt(ConsumeResult<byte[]?, byte[]?> record) =>
        DeadLetterHeaders.Find(record.Message.Headers, DeadLetterHeaders.ReplayedAt) is not null;
}

/// <summary>What became of the letters.</summary>
/// <param name="Selected">Went back, or would.</param>
/// <param name="Before">Had gone back before, or were there twice.</param>
/// <param name="Otherwise">Do not match.</param>
/// <param name="Unknown">Do not say where they came from.</param>
public readonly record struct ReplayResult(int Selected, int Before, int Otherwise, int Unknown);
