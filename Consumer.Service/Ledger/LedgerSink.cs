using System.Collections.Concurrent;
using Confluent.Kafka;
using Consumer.Service.Delivery;
using KafkaAspire.Contracts;

namespace Consumer.Service.Ledger;

/// <summary>
/// Applies batches to the ledger. For exactly-once it knows the offset that the database holds for each partition, and the database refuses a
/// batch that starts from any other.
/// </summary>
internal sealed class LedgerSink(ILedger ledger, LogIdentity identity) : ISink, IOffsetStore
{
    // Partitions may come while a batch is being written.
    private readonly ConcurrentDictionary<int, long?> _expected = [];
    private string _log = "";

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await ledger.CreateSchemaAsync(cancellationToken);
        _log = await identity.FindAsync(Topics.Transactions.Name, cancellationToken);
    }

    public List<TopicPartitionOffset> FindPositions(IReadOnlyCollection<TopicPartition> partitions)
    {
        var known = ledger.ReadOffsets(Topics.Transactions.Name, _log);
        var positions = new List<TopicPartitionOffset>();
        foreach (var partition in partitions)
        {
            long? next = known.TryGetValue(partition.Partition.Value, out long offset) ? offset : null;
            _expected[partition.Partition.Value] = next;
            positions.Add(new(partition, next ?? Offset.Beginning));
        }
        return positions;
    }

    public Task<Outcome> ApplyAsync(Batch batch, CancellationToken cancellationToken) => WriteAsync(batch, [], cancellationToken);

    public async Task<Outcome> ApplyWithOffsetsAsync(Batch batch, CancellationToken cancellationToken)
    {
        var advances = batch.NextOffsets().ConvertAll(next =>
            new PartitionAdvance(next.Partition.Value, _expected[next.Partition.Value], next.Offset.Value));
        var outcome = await WriteAsync(batch, advances, cancellationToken);
        if (outcome.Refusal is null)
            advances.ForEach(advance => _expected[advance.Partition] = advance.Next);
        return outcome;
    }

    private async Task<Outcome> WriteAsync(Batch batch, List<PartitionAdvance> advances, CancellationToken cancellationToken)
    {
        var entries = batch.Handled.ConvertAll(handled =>
            new LedgerEntry(handled.Transaction, handled.Message.Partition.Value, handled.Message.Offset.Value));
        var result = await LedgerSpan.AroundAsync([.. batch.Spans.Open], ledger.Address, entries.Count, () =>
            ledger.WriteAsync(new(Topics.Transactions.Name, _log, entries, advances), cancellationToken));
        return new(result.Applied, result.Suppressed, result.RefusedPartition is { } partition
            ? $"late write refused, partition {partition} is no longer at offset {_expected[partition]?.ToString() ?? "none"} in the ledger, another consumer has moved it on"
            : null);
    }
}
