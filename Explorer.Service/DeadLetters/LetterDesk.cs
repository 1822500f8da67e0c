using Confluent.Kafka;
using Explorer.Service.Reading;
using Explorer.Service.Security;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;

namespace Explorer.Service.DeadLetters;

/// <summary>
/// Follows the dead-letter topic for all pages at once: each look reads what came since the last one. Nothing is read while nobody looks.
/// </summary>
internal sealed class LetterDesk(KafkaConsumerFactory consumers, IAdminClient admin, ExplorerOptions options) : IDisposable
{
    private const int MostPerLook = 20_000;

    private readonly SemaphoreSlim _one = new(1);
    private TopicFollower<byte[]?, byte[]?>? _follower;
    private TopicLog? _log;
    private LetterBox _box = new();

    /// <summary>The dead-letter topic.</summary>
    public static string Topic => Topics.TransactionsDeadLetter.Name;

    /// <summary>Reads on, and tells what is known.</summary>
    /// <param name="choose">Which letters to list.</param>
    /// <param name="most">The most to list.</param>
    /// <param name="cancellationToken">Ends the wait for another look.</param>
    public async Task<LetterView> LookAsync(Func<Letter, bool> choose, int most, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            string? trouble = null;
            bool isComplete = false;
            try
            {
                isComplete = await ReadOnAsync(cancellationToken);
            }
            catch (KafkaException e)
            {
                trouble = MissingAcl.Sentence(e.Error, "Read", Topic);
            }
            return new(
                _box.Count, _box.Reasons, [.. _box.Latest.Where(choose).Take(most).Select(letter => new ListedLetter(letter, _box.IsReplayed(letter)))],
                isComplete, _log is null && trouble is null ? $"There is no topic {Topic} yet." : trouble);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Reads one letter with all that it holds.</summary>
    /// <returns>The letter; null if it is not there any more.</returns>
    /// <exception cref="KafkaException">No broker answers.</exception>
    public async Task<LetterContents?> ReadAsync(TopicPartitionOffset place, CancellationToken cancellationToken) => await Task.Run(() =>
    {
        using var consumer = consumers.Create<byte[]?, byte[]?>();
        consumer.Assign(place);
        var record = consumer.Consume(options.RequestTimeout);
        return record is { IsPartitionEOF: false } && record.Offset == place.Offset ? LetterText.ReadAll(record) : null;
    }, cancellationToken);

    private async Task<bool> ReadOnAsync(CancellationToken cancellationToken)
    {
        var log = await TopicLog.FindAsync(admin, Topic, options.RequestTimeout);
        if (log?.Id != _log?.Id)
        {
            _follower?.Dispose();
            (_follower, _box) = (null, new());
        }
        _log = log;
        if (log is null)
            return true;
        var ranges = await TopicLog.FindRangesAsync(admin, Topic, log.Partitions, options.RequestTimeout);
        _follower ??= new(consumers.Create<byte[]?, byte[]?>(), Topic);
        _follower.Follow(ranges.ToDictionary(range => range.Key, range => range.Value.First));
        return await Task.Run(
            () => _follower.Read(ranges.ToDictionary(range => range.Key, range => range.Value.End), MostPerLook, options.RequestTimeout, _box.Add), cancellationToken);
    }

    public void Dispose()
    {
        _follower?.Dispose();
        _one.Dispose();
    }
}

/// <summary>What a look at the dead-letter topic found.</summary>
/// <param name="Count">All letters.</param>
/// <param name="Reasons">Their reasons.</param>
/// <param name="Letters">The last of those that were asked for, the latest first.</param>
/// <param name="IsComplete">Whether the topic was read to its end.</param>
/// <param name="Trouble">Why there is no more; null if there is.</param>
internal sealed record LetterView(int Count, IReadOnlyList<ReasonGroup> Reasons, IReadOnlyList<ListedLetter> Letters, bool IsComplete, string? Trouble);

/// <summary>A letter in the list.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="IsReplayed">Whether its message went back.</param>
internal sealed record ListedLetter(Letter Letter, bool IsReplayed);
