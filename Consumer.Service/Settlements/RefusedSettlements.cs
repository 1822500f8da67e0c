using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Confluent.Kafka;
using Consumer.Service.Delivery;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;

namespace Consumer.Service.Settlements;

/// <summary>The settlements of a batch that the brokers will not take however often they are sent: the partitions that they come from can't go on.</summary>
internal sealed class RefusedSettlements(Batch batch)
{
    private readonly ConcurrentDictionary<Transaction, Error> _refused = new(ReferenceComparer.Instance);

    /// <summary>Those among a batch's answers; null where one was given up for another reason.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="answers">One for each of what was handled, all complete.</param>
    public static RefusedSettlements? Find(Batch batch, List<Task<DeliveryResult<byte[], Transaction>>> answers)
    {
        var refused = new RefusedSettlements(batch);
        for (int i = 0; i < answers.Count; i++)
            if (!answers[i].IsCompletedSuccessfully && !refused.TryAdd(batch.Handled[i].Transaction, (answers[i].Exception?.InnerException as KafkaException)?.Error))
                return null;
        return refused;
    }

    /// <summary>Takes the brokers' answer for one. Any thread may bring it.</summary>
    public void OnDelivered(DeliveryReport<byte[], Transaction> report) => TryAdd(report.Message.Value, report.Error);

    private bool TryAdd(Transaction settlement, Error? error) => error is not null && SizeRefusal.IsOne(error) && _refused.TryAdd(settlement, error);

    /// <summary>Takes their partitions out of the batch, each from its first message on; whether there were any.</summary>
    public bool StopPartitions()
    {
        // The first of a partition tells what is wrong.
        foreach (var (message, transaction) in batch.Handled.ToArray())
            if (_refused.TryGetValue(transaction, out var error))
                batch.Stop(message.TopicPartition, $"{Topics.Settlements.Name} did not take offset {message.Offset.Value}: {Describe(message, transaction, error)}");
        return !_refused.IsEmpty;
    }

    private static string? Describe(ConsumeResult<byte[], TransactionPayload> message, Transaction transaction, Error error) =>
        SizeRefusal.Describe(error, Topics.Settlements.Name, (message.Message.Key?.Length ?? 0) + TransactionJson.Write(transaction).Length);

    // Two messages may hold equal transactions, one of them in a batch that was too large.
    private sealed class ReferenceComparer : IEqualityComparer<Transaction>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(Transaction? one, Transaction? other) => ReferenceEquals(one, other);

        public int GetHashCode(Transaction transaction) => RuntimeHelpers.GetHashCode(transaction);
    }
}
