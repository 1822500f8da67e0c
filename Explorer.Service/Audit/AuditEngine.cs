using System.Data.Common;
using Confluent.Kafka;
using Explorer.Service.Ledger;
using Explorer.Service.Reading;
using Explorer.Service.Security;
using KafkaAspire.Contracts;
using KafkaAspire.Contracts.Journal;
using KafkaAspire.ServiceDefaults.Kafka;
using ClusterPart = Explorer.Service.Cluster.ClusterPart;
using ClusterWatch = Explorer.Service.Cluster.ClusterWatch;

namespace Explorer.Service.Audit;

/// <summary>
/// Takes the audit forward, pass by pass. Within one the sources are asked in the order in which a message passes them backwards: how far
/// consumers have settled, then the dead letters and the log up to there, then effects. So whatever explains a settled message is there when it is
/// looked for. One pass at a time.
/// </summary>
internal sealed partial class AuditEngine(
    KafkaConsumerFactory consumers, IAdminClient admin, LedgerConnection ledger, AuditOptions options, ExplorerOptions explorer, ClusterWatch cluster,
    TimeProvider time, ILogger<AuditEngine> logger) : IAsyncDisposable
{
    /// <summary>So many messages are read and judged together; then the page hears of it.</summary>
    private const int MessagesPerPass = 20_000;

    private readonly SortedDictionary<int, PartitionAudit> _partitions = [];
    private readonly JournalDirectory? _journal = options.Journal.Length > 0 ? new(options.Journal) : null;
    private AuditSources? _sources;
    private string? _disturbance;
    private AuditReport _report = new(default, Topics.Transactions.Name, null, null, 0, 0, [], []);

    /// <summary>Goes on from the last pass.</summary>
    /// <returns>What is known now. Where a source does not answer it is what was known before, and says so.</returns>
    public async Task<AuditReport> PassAsync(CancellationToken cancellationToken)
    {
        try
        {
            _report = await PassOverSourcesAsync(cancellationToken);
        }
        catch (KafkaException e) when (e.Error.Code == ErrorCode.Local_TimedOut && cluster.Current.Snapshot?.WhyMissing(ClusterPart.Commits) is { } why)
        {
            // Whoever may not see a group finds no coordinator for it, and the client goes on looking for one until its time is over.
            _report = Troubled(why);
        }
        catch (KafkaException e)
        {
            _report = Troubled(MissingAcl.Sentence(e.Error, "Read"));
        }
        catch (DbException e)
        {
            _report = Troubled(ledger.Database!.Describe(e));
        }
        catch (IOException e)
        {
            _report = Troubled($"A producers' journal can't be read: {e.Message.TrimEnd('.')}.");
        }
        return _report;
    }

    /// <summary>Begins anew with the next pass.</summary>
    public async Task RestartAsync()
    {
        _partitions.Clear();
        if (_sources is not null)
            await _sources.DisposeAsync();
        _sources = null;
    }

    private AuditReport Troubled(string trouble) => _report with { Troubles = [trouble], IsComplete = false };

    private async Task<AuditReport> PassOverSourcesAsync(CancellationToken cancellationToken)
    {
        if (await TopicLog.FindAsync(admin, Topics.Transactions.Name, explorer.RequestTimeout) is not { } log)
        {
            await RestartAsync();
            return Troubled($"There is no topic {Topics.Transactions.Name} yet.") with { Partitions = [] };
        }
        if (_sources is not null && (_sources.Log.Id != log.Id || _sources.Log.Partitions.Count != log.Partitions.Count))
            await RestartAsync();
        if (await OpenAsync(log, cancellationToken) is { } open && await IsDisturbedAsync(open, cancellationToken))
            await RestartAsync();
        if (await OpenAsync(log, cancellationToken) is not { } sources)
            return Troubled(LedgerConnection.Missing);

        var acknowledged = _journal?.ReadPartitions();
        var settled = await sources.FindSettledAsync(cancellationToken);
        var ranges = await sources.FindRangesAsync();
        // In this order and not side by side: a letter, or an effect, is there before its message is settled.
        bool areExplanationsThere = await sources.Letters.CatchUpAsync() & await sources.Effects.CatchUpAsync(cancellationToken);
        await Task.Run(() => ReadLog(sources, ranges), cancellationToken);
        if (areExplanationsThere)
            await JudgeAsync(sources, settled, cancellationToken);
        return ToReport(sources, ranges, settled, acknowledged);
    }

    private async Task<AuditSources?> OpenAsync(TopicLog log, CancellationToken cancellationToken)
    {
        bool isEmpty = _partitions.Values.All(partition => partition.Next == partition.First);
        if (_sources is not null && !isEmpty)
            return _sources;
        // As long as nothing was found the consumers may yet begin to write to the other of the two.
        var effects = await AuditSources.ChooseAsync(options, ledger, consumers, admin, explorer.RequestTimeout, cancellationToken);
        if (effects is null || _sources?.Effects.Description == effects.Description)
        {
            if (effects is not null)
                await effects.DisposeAsync();
            return _sources;
        }
        await RestartAsync();
        return _sources = new(log, effects, consumers, admin, explorer.RequestTimeout, options.Group);
    }

    // What was found applied before is not asked for again, unless something says that it has to be.
    private async Task<bool> IsDisturbedAsync(AuditSources sources, CancellationToken cancellationToken)
    {
        if (await sources.Effects.FindDisturbanceAsync(Topics.Transactions.Name, cancellationToken) is not { } disturbance || disturbance == _disturbance)
            return false;
        bool isFirst = _disturbance is null;
        _disturbance = disturbance;
        if (!isFirst)
            LogDisturbed(sources.Effects.Description, disturbance);
        return !isFirst;
    }

    private void ReadLog(AuditSources sources, IReadOnlyDictionary<int, LogRange> ranges)
    {
        foreach (var (partition, range) in ranges)
            if (!_partitions.ContainsKey(partition))
                _partitions[partition] = new(partition, range.First);
        sources.Messages.Follow(_partitions.ToDictionary(partition => partition.Key, partition => partition.Value.Next));
        foreach (var partition in _partitions.Values)
            if (partition.HasRoom || partition.IsFull)
                sources.Messages.Pause(partition.Partition, wait: partition.IsFull);
        var targets = ranges.ToDictionary(range => range.Key, range => range.Value.End);
        sources.Messages.Read(
            targets, MessagesPerPass, explorer.RequestTimeout,
            message =>
            {
                var partition = _partitions[message.Partition.Value];
                partition.Add(new(message.Offset.Value, message.Message.Value));
                if (partition.IsFull)
                    sources.Messages.Pause(partition.Partition, wait: true);
            },
            (partition, first) => _partitions[partition].Forget(first));
        foreach (var (partition, position) in sources.Messages.Positions)
            _partitions[partition].ReachEnd(position);
    }

    private async Task JudgeAsync(AuditSources sources, SettledOffsets settled, CancellationToken cancellationToken)
    {
        var due = _partitions.Values.Select(partition => (Audit: partition, Messages: partition.FindDue(settled.Offsets.GetValueOrDefault(partition.Partition)))).ToList();
        var ids = due.SelectMany(part => part.Messages).Select(message => message.Id).OfType<Guid>().Distinct().ToList();
        var effects = ids.Count == 0 ? [] : await sources.Effects.FindAsync(ids, Topics.Transactions.Name, cancellationToken);
        foreach (var (audit, messages) in due)
            audit.Judge(messages, id => effects.GetValueOrDefault(id) ?? [], offset => sources.Letters.Take(new(audit.Partition, offset)), time.GetUtcNow());
    }

    private AuditReport ToReport(
        AuditSources sources, IReadOnlyDictionary<int, LogRange> ranges, SettledOffsets settled, IReadOnlyDictionary<int, PartitionTotals>? acknowledged)
    {
        var now = time.GetUtcNow();
        var rows = new List<PartitionRow>();
        foreach (var partition in _partitions.Values)
        {
            long end = ranges.TryGetValue(partition.Partition, out var range) ? Math.Max(range.End, partition.Next) : partition.Next;
            var (repeated, at) = sources.Effects.Repeated.GetValueOrDefault(partition.Partition);
            rows.Add(partition.ToRow(
                new(end, settled.Offsets.GetValueOrDefault(partition.Partition), settled.IsSure,
                    acknowledged is null ? null : Acknowledged.Of(acknowledged.GetValueOrDefault(partition.Partition)), repeated, at?.ToString() ?? ""),
                now));
        }
        var missing = sources.Log.Partitions.Except(ranges.Keys).ToList();
        return new(
            now, Topics.Transactions.Name, sources.Effects.Description, settled.By,
            _partitions.Values.Sum(partition => partition.Next - partition.First),
            ranges.Sum(range => range.Value.End - (_partitions.TryGetValue(range.Key, out var audit) ? audit.First : range.Value.First)),
            rows, missing.Count == 0 ? [] : [$"Nobody leads partition {string.Join(", ", missing)} of {Topics.Transactions.Name} now."])
        {
            IsComplete = missing.Count == 0 && rows.All(row => row.NotLookedAt == 0)
                && !_partitions.Values.Any(partition => partition.HasDue(settled.Offsets.GetValueOrDefault(partition.Partition))),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await RestartAsync();
        _journal?.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "audit: {Source} was changed ({Disturbance}); the audit begins anew")]
    private partial void LogDisturbed(string source, string disturbance);
}
