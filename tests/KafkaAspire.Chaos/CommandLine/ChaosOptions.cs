namespace KafkaAspire.Chaos.CommandLine;

/// <summary>What the consumers under test promise.</summary>
internal enum Delivery { AtMostOnce, AtLeastOnce, ExactlyOnce }

/// <summary>Where their effects go.</summary>
internal enum Sink { Sqlite, Postgres, Topic }

/// <summary>The guarantee that a negative control takes away, to see that the checker notices.</summary>
internal enum Sabotage
{
    None,

    /// <summary>A consumer that commits offsets, then writes, and claims exactly-once.</summary>
    CommitBeforeWrite,

    /// <summary>A consumer that writes effects and offsets in one transaction but never asks whether another has moved on.</summary>
    NoFencing,

    /// <summary>A reader of settlements that takes what was aborted, too.</summary>
    ReadUncommitted,

    /// <summary>Producers that are content with the leader's word.</summary>
    AcksOne,
}

/// <summary>What a run was asked to be.</summary>
/// <param name="Messages">How many transactions the callers make.</param>
/// <param name="Faults">How many faults there are.</param>
/// <param name="Delivery">What is promised.</param>
/// <param name="Sink">Where effects go.</param>
/// <param name="Seed">The same seed gives the same transactions and the same schedule of faults.</param>
/// <param name="Producers">How many producers.</param>
/// <param name="Consumers">How many consumers.</param>
/// <param name="Rate">The most transactions a second that callers send, all together.</param>
/// <param name="Deduplicate">Whether the ledger takes an id once; without it every record of the log counts by itself.</param>
/// <param name="Only">The names of the faults to choose from; empty for all.</param>
/// <param name="Keep">Where everything is kept; null for a directory that goes when the promise held.</param>
/// <param name="Sabotage">The negative control.</param>
internal sealed record ChaosOptions(
    int Messages, int Faults, Delivery Delivery, Sink Sink, int Seed, int Producers, int Consumers, int Rate, bool Deduplicate,
    IReadOnlyList<string> Only, string? Keep, Sabotage Sabotage)
{
    public string DeliveryName => Delivery switch
    {
        Delivery.AtMostOnce => "at-most-once",
        Delivery.AtLeastOnce => "at-least-once",
        _ => "exactly-once",
    };

    public string SinkName => Sink switch
    {
        Sink.Sqlite => "database-sqlite",
        Sink.Postgres => "database-postgres",
        _ => "topic",
    };

    /// <summary>Whether the consumers are this program's own broken ones.</summary>
    public bool HasBrokenConsumers => Sabotage is Sabotage.CommitBeforeWrite or Sabotage.NoFencing;
}
