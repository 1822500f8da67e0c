using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Audit;

/// <summary>What the audit found.</summary>
internal sealed record AuditReport
{
    /// <summary>Messages that the brokers acknowledged, by the producers' journals.</summary>
    public long Produced { get; init; }

    /// <summary>Distinct transactions that the sink took in this run.</summary>
    public long Applied { get; init; }

    /// <summary>Messages that went to the dead-letter topic, each counted once.</summary>
    public long DeadLettered { get; init; }

    /// <summary>Acknowledged, settled by the group, and yet neither applied nor dead-lettered.</summary>
    public long Lost { get; init; }

    /// <summary>Effects beyond the first of a transaction.</summary>
    public long Doubled { get; init; }

    /// <summary>Transactions that were applied with other contents than those that were acknowledged.</summary>
    public long Wrong { get; init; }

    /// <summary>Balances that are not the sum of their entries; null where the sink has no balances.</summary>
    public long? WrongBalances { get; init; }

    /// <summary>Acknowledged, but beyond what the group settled before the run ended: not lost, they wait in the topic.</summary>
    public long Unread { get; init; }

    /// <summary>Messages that repeat a transaction that was sent before: they count once.</summary>
    public long Repeated { get; init; }

    /// <summary>Applied, but in no journal: sent by someone else, or acknowledged while their producer was killed.</summary>
    public long Unknown { get; init; }

    /// <summary>Applied in this run, but produced before it.</summary>
    public long Backlog { get; init; }

    public IReadOnlyList<PartitionFigures> Partitions { get; init; } = [];

    /// <summary>The first few findings, each a line: what, id, partition and offset.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    public bool AddsUp => Lost == 0 && Doubled == 0 && Wrong == 0 && WrongBalances is null or 0;

    /// <summary>Whether what the delivery mode promises is what the data shows.</summary>
    public bool PromiseHeld(Delivery delivery) => delivery switch
    {
        Delivery.AtMostOnce => Doubled == 0,
        Delivery.AtLeastOnce => Lost == 0,
        _ => AddsUp,
    };
}

/// <summary>The audit of one partition.</summary>
internal sealed record PartitionFigures(int Partition, long Acknowledged, long Applied, long DeadLettered, long Lost, long Doubled, long Wrong)
{
    public bool AddsUp => Lost == 0 && Doubled == 0 && Wrong == 0;
}
