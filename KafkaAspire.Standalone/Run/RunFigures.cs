namespace KafkaAspire.Standalone.Run;

/// <summary>How a run stands at one moment.</summary>
internal sealed record RunFigures
{
    public TimeSpan Elapsed { get; init; }

    /// <summary>Messages that the brokers acknowledged, by the journals.</summary>
    public long Acknowledged { get; init; }

    /// <summary>Transactions that the group settled and that did not go to the dead-letter topic.</summary>
    public long Applied { get; init; }

    public long DeadLettered { get; init; }

    /// <summary>Messages in the topic that the group has not settled.</summary>
    public long Lag { get; init; }

    /// <summary>Bytes of messages that the producers sent.</summary>
    public long Bytes { get; init; }

    /// <summary>Messages a second.</summary>
    public double AcknowledgedRate { get; init; }

    /// <summary>Transactions a second.</summary>
    public double AppliedRate { get; init; }

    /// <summary>Bytes a second.</summary>
    public double ByteRate { get; init; }

    /// <summary>Whether the brokers answered; if not, lag and applied are as they were.</summary>
    public bool BrokersAnswer { get; init; } = true;

    /// <summary>The same figures with the rates since earlier ones.</summary>
    public RunFigures Since(RunFigures earlier)
    {
        double seconds = (Elapsed - earlier.Elapsed).TotalSeconds;
        return seconds <= 0 ? this : this with
        {
            AcknowledgedRate = (Acknowledged - earlier.Acknowledged) / seconds,
            AppliedRate = Math.Max(0, (Applied - earlier.Applied) / seconds),
            ByteRate = Math.Max(0, (Bytes - earlier.Bytes) / seconds),
        };
    }
}
