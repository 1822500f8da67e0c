namespace KafkaAspire.Contracts;

/// <summary>The topics of the app: their names and the shape in which they are created.</summary>
public static class Topics
{
    /// <summary>Bank transactions, keyed by account.</summary>
    public static readonly TopicSpec Transactions = new("transactions", Partitions: 12);

    /// <summary>What could not be processed, with headers that say why and where it came from (the dead-letter topic).</summary>
    public static readonly TopicSpec TransactionsDeadLetter = new("transactions.dlt", Partitions: 3);

    /// <summary>The output of the transactional consume-process-produce path, keyed by account.</summary>
    public static readonly TopicSpec Settlements = new("settlements", Partitions: 12);

    /// <summary>Every topic that must exist before a service starts.</summary>
    public static IReadOnlyList<TopicSpec> All { get; } = [Transactions, TransactionsDeadLetter, Settlements];
}

/// <summary>A topic as it is declared. Replication is the cluster's business: as many replicas as brokers, three at most.</summary>
/// <param name="Name">The topic's name.</param>
/// <param name="Partitions">How many partitions it has: the most consumers of one group that can share it.</param>
public sealed record TopicSpec(string Name, int Partitions);
