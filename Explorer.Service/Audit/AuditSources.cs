using Confluent.Kafka;
using Explorer.Service.Audit.Effects;
using Explorer.Service.Ledger;
using Explorer.Service.Reading;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;

namespace Explorer.Service.Audit;

/// <summary>The sources of one audit of one log, open from its beginning until it begins anew.</summary>
internal sealed class AuditSources : IAsyncDisposable
{
    private readonly IAdminClient _admin;
    private readonly TimeSpan _timeout;
    private readonly string _group;

    /// <param name="log">The log.</param>
    /// <param name="effects">Where effects are looked for.</param>
    /// <param name="consumers">Makes the readers.</param>
    /// <param name="admin">Asks the cluster.</param>
    /// <param name="timeout">How long to wait for an answer.</param>
    /// <param name="group">The consumer group.</param>
    public AuditSources(TopicLog log, IEffectSource effects, KafkaConsumerFactory consumers, IAdminClient admin, TimeSpan timeout, string group)
    {
        (Log, Effects, _admin, _timeout, _group) = (log, effects, admin, timeout, group);
        Letters = new(consumers, admin, timeout);
        Messages = new(
            consumers.Create<Ignore, Guid?>(
                config =>
                {
                    // To ask for its offsets, never to join it.
                    config.GroupId = group;
                    config.ConsumeResultFields = "none";
                },
                client => client.SetValueDeserializer(TransactionIds.Instance)),
            Topics.Transactions.Name);
    }

    public TopicLog Log { get; }

    public IEffectSource Effects { get; }

    public LetterOrigins Letters { get; }

    public TopicFollower<Ignore, Guid?> Messages { get; }

    /// <summary>Before which offset of each partition everything is settled, asked before anything else.</summary>
    /// <exception cref="KafkaException">The group's coordinator does not answer.</exception>
    public async Task<SettledOffsets> FindSettledAsync(CancellationToken cancellationToken)
    {
        var inEffects = await Effects.ReadSettledAsync(Topics.Transactions.Name, Log.Id, cancellationToken);
        if (inEffects.Count > 0)
            return new(inEffects, IsSure: true, Effects.Description);
        var partitions = Log.Partitions.Select(partition => new TopicPartition(Topics.Transactions.Name, partition));
        var committed = await Task.Run(() => Messages.Client.Committed(partitions, _timeout), cancellationToken);
        return new(
            committed.Where(one => one.Offset.Value >= 0).ToDictionary(one => one.Partition.Value, one => one.Offset.Value),
            IsSure: false, $"the consumer group {_group}");
    }

    /// <summary>Where the log's partitions begin and end.</summary>
    /// <exception cref="KafkaException">No broker answers.</exception>
    public Task<IReadOnlyDictionary<int, LogRange>> FindRangesAsync() => TopicLog.FindRangesAsync(_admin, Topics.Transactions.Name, Log.Partitions, _timeout);

    /// <summary>Chooses where effects are looked for.</summary>
    /// <returns>The source; null where none is named.</returns>
    public static async Task<IEffectSource?> ChooseAsync(
        AuditOptions options, LedgerConnection ledger, KafkaConsumerFactory consumers, IAdminClient admin, TimeSpan timeout, CancellationToken cancellationToken)
    {
        async Task<IReadOnlyDictionary<int, LogRange>> Settlements() => await TopicLog.FindAsync(admin, Topics.Settlements.Name, timeout) is { } log
            ? await TopicLog.FindRangesAsync(admin, Topics.Settlements.Name, log.Partitions, timeout)
            : new Dictionary<int, LogRange>();

        IEffectSource FromTopic() => new SettlementEffects(
            consumers.Create<Ignore, Guid?>(config => config.ConsumeResultFields = "none", client => client.SetValueDeserializer(TransactionIds.Instance)), Settlements);

        if (options.Effects == EffectChoice.Settlements)
            return FromTopic();
        var fromLedger = ledger.Database is { } database ? new LedgerEffects(database) : null;
        if (options.Effects == EffectChoice.Ledger || (fromLedger is not null && await fromLedger.HasAnyAsync(cancellationToken)))
            return fromLedger;
        return (await Settlements()).Values.Any(range => range.End > range.First) ? FromTopic() : fromLedger;
    }

    public async ValueTask DisposeAsync()
    {
        Messages.Dispose();
        Letters.Dispose();
        await Effects.DisposeAsync();
    }
}

/// <summary>How far consumers have settled.</summary>
/// <param name="Offsets">The offset before which everything is settled, per partition.</param>
/// <param name="IsSure">Whether offsets are settled together with the effects.</param>
/// <param name="By">What says so, in words.</param>
internal sealed record SettledOffsets(IReadOnlyDictionary<int, long> Offsets, bool IsSure, string By);
