namespace KafkaAspire.LocalCluster;

/// <summary>Starts and ends the process of the one ZooKeeper server that a cluster in that mode has.</summary>
internal sealed class ZooKeeperServer(ClusterLayout layout, ZooKeeperLayout place, ProcessClusterOptions options)
{
    private const int HeapMegabytes = 256;
    private static readonly TimeSpan GracefulEnd = TimeSpan.FromSeconds(20);

    private ChildProcess? _process;

    /// <summary>Starts it; brokers that start meanwhile wait for it.</summary>
    /// <exception cref="LocalClusterException">Its port is taken.</exception>
    public void Start()
    {
        if (!FreePorts.IsFree(place.Port))
            throw new LocalClusterException($"ZooKeeper cannot listen on 127.0.0.1:{place.Port}: another process uses the port");
        _process = (layout.Program(options.Installation, "org.apache.zookeeper.server.quorum.QuorumPeerMain", place.Properties) with
        {
            HeapMegabytes = HeapMegabytes,
            ClassArchiveDirectory = options.ClassArchiveDirectory,
            OutputFile = place.Log,
        }).Start();
    }

    /// <summary>
    /// Whether it still knows a broker. It does for a session's timeout after the broker was killed, and the broker, started again meanwhile,
    /// would end because its place is taken.
    /// </summary>
    public bool Knows(int broker) => ZooKeeperWord.Ask(place.Port, "dump") is not { } said || said.Split('\n').Any(line => line.Trim() == $"/brokers/ids/{broker}");

    /// <summary>Fails when the process has ended although nobody told it to.</summary>
    public void ThrowIfEnded()
    {
        if (_process is not { HasExited: true, Exited: { IsCompleted: true } exited })
            return;
        IReadOnlyList<string> tail = BrokerLog.Tail(place.Log);
        throw new LocalClusterException($"ZooKeeper ended with exit code {exited.Result}{BrokerLog.Cause(tail)}") { LogTail = tail };
    }

    /// <summary>Ends it, once no broker needs it any more.</summary>
    /// <param name="gracefully">Whether its data will be read again.</param>
    public async Task EndAsync(bool gracefully)
    {
        if (_process is null)
            return;
        if (gracefully)
            await _process.TerminateAsync(GracefulEnd);
        await _process.DisposeAsync();
    }
}
