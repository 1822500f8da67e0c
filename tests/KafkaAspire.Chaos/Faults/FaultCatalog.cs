namespace KafkaAspire.Chaos.Faults;

/// <summary>Every sort of fault.</summary>
internal static class FaultCatalog
{
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new("broker-kill", Lane.Brokers, random => new BrokerKill(random)),
        new("leader-kill", Lane.Brokers, random => new LeaderKill(random)),
        new("controller-kill", Lane.Brokers, random => new ControllerKill(random)),
        new("two-broker-kills", Lane.Brokers, random => new SuccessiveBrokerKills(random)),
        new("broker-halt", Lane.Brokers, random => new BrokerHalt(random)),
        new("isolated-leader-kill", Lane.Brokers, random => new IsolatedLeaderKill(random)),
        new("client-link-cut", Lane.Brokers, random => new ClientLinkCut(random)),
        new("client-link-reset", Lane.Brokers, random => new ClientLinkReset(random)),
        new("client-link-delay", Lane.Brokers, random => new ClientLinkDelay(random)),
        new("client-link-slow", Lane.Brokers, random => new ClientLinkSlow(random)),
        new("broker-link-cut", Lane.Brokers, random => new BrokerLinkCut(random)),
        new("full-disk", Lane.Brokers, random => new FullDisk(random), FaultKind.NeedsDisk),
        new("rolling-restart", Lane.Brokers, _ => new RollingRestart()),
        new("consumer-kill", Lane.Services, random => new ConsumerKill(random)),
        new("consumer-halt", Lane.Services, random => new ConsumerHalt(random)),
        new("producer-kill", Lane.Services, random => new ProducerKill(random)),
        new("producer-halt", Lane.Services, random => new ProducerHalt(random)),
        new("rebalance-storm", Lane.Services, random => new RebalanceStorm(random)),
        new("clock-jump", Lane.Services, random => new ClockJump(random), FaultKind.NeedsClock),
        new("newer-contract", Lane.Services, random => new NewerContract(random)),
        new("database-kill", Lane.Services, random => new DatabaseKill(random), FaultKind.NeedsServer),
        new("database-halt", Lane.Services, random => new DatabaseHalt(random), FaultKind.NeedsServer),
        new("database-link-cut", Lane.Services, random => new DatabaseLinkCut(random), FaultKind.NeedsServer),
        new("database-link-slow", Lane.Services, random => new DatabaseLinkSlow(random), FaultKind.NeedsServer),
        new("database-locked", Lane.Services, random => new DatabaseLocked(random), FaultKind.NeedsFile),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(kind => kind.Name)];
}
