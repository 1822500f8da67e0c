namespace KafkaAspire.LocalCluster;

/// <summary>Brokers can't be started or used. The message is one line that a user can act on.</summary>
public sealed class LocalClusterException : Exception
{
    /// <summary>Says in one line what is wrong.</summary>
    /// <param name="message">One line: the value at fault and what is allowed.</param>
    /// <param name="inner">What told of it, if anything did.</param>
    public LocalClusterException(string message, Exception? inner = null) : base(message, inner) { }

    /// <summary>The last lines of the log of a broker that ended while it started; empty where the trouble was found before.</summary>
    public IReadOnlyList<string> LogTail { get; init; } = [];
}
