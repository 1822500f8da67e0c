using Confluent.Kafka;
using Explorer.Service.Reading;
using KafkaAspire.Contracts;
using KafkaAspire.Contracts.DeadLetters;
using KafkaAspire.ServiceDefaults.Kafka;

namespace Explorer.Service.Audit;

/// <summary>Where the letters of the dead-letter topic came from. A place that was asked for and found is not kept any longer.</summary>
internal sealed class LetterOrigins(KafkaConsumerFactory consumers, IAdminClient admin, TimeSpan timeout) : IDisposable
{
    private const int Most = 20_000;
    private readonly HashSet<MessagePlace> _origins = [];
    private TopicFollower<Ignore, Ignore>? _letters;

    /// <summary>Catches up with the topic.</summary>
    /// <returns>False if more is left.</returns>
    /// <exception cref="KafkaException">No broker answers.</exception>
    public async Task<bool> CatchUpAsync()
    {
        string topic = Topics.TransactionsDeadLetter.Name;
        if (await TopicLog.FindAsync(admin, topic, timeout) is not { } log)
            return true;
        var ranges = await TopicLog.FindRangesAsync(admin, topic, log.Partitions, timeout);
        _letters ??= new(consumers.Create<Ignore, Ignore>(config => config.ConsumeResultFields = "headers"), topic);
        _letters.Follow(ranges.ToDictionary(range => range.Key, range => range.Value.First));
        return _letters.Read(ranges.ToDictionary(range => range.Key, range => range.Value.End), Most, timeout, Note)
            && ranges.Count == log.Partitions.Count;
    }

    private void Note(ConsumeResult<Ignore, Ignore> letter)
    {
        if (DeadLetterHeaders.FindOrigin(letter.Message.Headers) is { } origin && origin.Topic == Topics.Transactions.Name)
            _origins.Add(new(origin.Partition.Value, origin.Offset.Value));
    }

    /// <summary>Whether a letter came from a place.</summary>
    public bool Take(MessagePlace place) => _origins.Remove(place);

    public void Dispose() => _letters?.Dispose();
}
