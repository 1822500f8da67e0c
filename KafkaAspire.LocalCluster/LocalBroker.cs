namespace KafkaAspire.LocalCluster;

/// <summary>One broker of a local cluster. Thread-safe.</summary>
public sealed class LocalBroker
{
    private readonly bool _ownProcess;
    private volatile ChildProcess? _process;
    private volatile bool _started;

    internal LocalBroker(int id, int port, bool ownProcess)
    {
        Id = id;
        Port = port;
        _ownProcess = ownProcess;
    }

    /// <summary>The broker's id (Kafka's <c>node.id</c>), from 1.</summary>
    public int Id { get; }

    /// <summary>The port on 127.0.0.1 where clients reach it; the same after a restart.</summary>
    public int Port { get; }

    /// <summary>Whether its process lives and nobody took it down. A broker that died by itself is not up.</summary>
    public bool IsUp => _started && _process is { HasExited: false };

    /// <summary>The id of the process that is this broker and nothing else; null while it is down, and for embedded brokers, which share one.</summary>
    public int? ProcessId => _ownProcess && _process is { HasExited: false } process ? process.Id : null;

    internal ChildProcess? Process => _process;

    internal void Started(ChildProcess process)
    {
        _process = process;
        _started = true;
    }

    internal void Stopped() => _started = false;
}

internal static class LocalBrokerList
{
    public static LocalBroker ById(this IReadOnlyList<LocalBroker> brokers, int id) =>
        id >= 1 && id <= brokers.Count ? brokers[id - 1] : throw new LocalClusterException($"broker {id}: there are brokers 1 to {brokers.Count}");
}
