using KafkaAspire.ServiceDefaults.Hosting;

namespace Consumer.Service.Delivery;

/// <summary>What a consumer promises about each message under any crash.</summary>
internal enum DeliveryMode
{
    /// <summary>Commit, then process: may lose, never doubles.</summary>
    AtMostOnce,

    /// <summary>Process, then commit: may double, never loses.</summary>
    AtLeastOnce,

    /// <summary>Effects and offsets in one transaction: neither.</summary>
    ExactlyOnce,
}

/// <summary>The settings of the section <c>Consumer</c>.</summary>
/// <param name="Delivery"><c>Consumer:Delivery</c>.</param>
/// <param name="Sink"><c>Consumer:Sink</c>.</param>
/// <param name="Group"><c>Consumer:Group</c>, the consumer group.</param>
/// <param name="BatchSize"><c>Consumer:BatchSize</c>, the most messages that are settled together.</param>
/// <param name="Deduplicate"><c>Consumer:Deduplicate</c>: whether the ledger takes each transaction id once.</param>
/// <param name="QueueKilobytes">
/// <c>Consumer:QueueKilobytes</c>: how much the client fetches ahead of the batch in work. That and one batch are what messages take in memory,
/// however slow the sink is.
/// </param>
/// <param name="StaticMembership"><c>Consumer:StaticMembership</c>: whether a replica that comes back within the session timeout gets its partitions again (KIP-345).</param>
internal sealed record ConsumerOptions(
    DeliveryMode Delivery, Sink Sink, string Group, int BatchSize, bool Deduplicate, int QueueKilobytes, bool StaticMembership)
{
    private static readonly Dictionary<string, DeliveryMode> Deliveries = new()
    {
        ["at-most-once"] = DeliveryMode.AtMostOnce,
        ["at-least-once"] = DeliveryMode.AtLeastOnce,
        ["exactly-once"] = DeliveryMode.ExactlyOnce,
    };

    /// <summary>The guarantee's name in settings and figures.</summary>
    public string DeliveryName => Deliveries.First(choice => choice.Value == Delivery).Key;

    /// <summary>The sink's name in settings and figures.</summary>
    public string SinkName => Sinks.ByName.First(choice => choice.Value == Sink).Key;

    /// <exception cref="ServiceSettingException">A value is not allowed.</exception>
    public static ConsumerOptions Read(IConfiguration configuration) => new(
        configuration.ReadChoice("Consumer:Delivery", "exactly-once", Deliveries),
        configuration.ReadChoice("Consumer:Sink", "database", Sinks.ByName),
        configuration.ReadText("Consumer:Group", "ledger", "a consumer group"),
        (int)configuration.ReadNumber("Consumer:BatchSize", 5_000, 1, 1_000_000, "messages"),
        configuration.ReadSwitch("Consumer:Deduplicate", true),
        (int)configuration.ReadNumber("Consumer:QueueKilobytes", 32 * 1024, 1, 2_097_151, "KiB"),
        configuration.ReadSwitch("Consumer:StaticMembership", false));
}
