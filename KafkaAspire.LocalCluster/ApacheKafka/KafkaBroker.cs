using Confluent.Kafka;

namespace KafkaAspire.LocalCluster;

/// <summary>Starts and ends the process of one broker.</summary>
internal sealed class KafkaBroker(ClusterLayout layout, BrokerLayout place, ProcessClusterOptions options)
{
    private static readonly TimeSpan GracefulEnd = TimeSpan.FromSeconds(20);

    public LocalBroker State { get; } = new(place.Id, place.Port, ownProcess: true);

    public string LogFile => place.Log;

    public void Start()
    {
        foreach (int port in place.Ports(isController: layout.ZooKeeper is null))
            if (!FreePorts.IsFree(port))
                throw new LocalClusterException($"broker {place.Id} cannot listen on 127.0.0.1:{port}: another process uses the port");
        ChildProcess process = (layout.Program(options.Installation, "kafka.Kafka", place.Properties) with
        {
            HeapMegabytes = options.HeapMegabytes,
            Compiler = options.Compiler,
            ClassArchiveDirectory = options.ClassArchiveDirectory,
            Flags = options.JavaFlags,
            OutputFile = place.Log,
        }).Start();
        if (options.IsBackground)
            process.RunInBackground();
        State.Started(process);
    }

    /// <summary>Fails when the process has ended although nobody told it to.</summary>
    public void ThrowIfEnded()
    {
        if (State.Process is not { HasExited: true, Exited: { IsCompleted: true } exited })
            return;
        IReadOnlyList<string> tail = BrokerLog.Tail(place.Log);
        State.Stopped();
        throw new LocalClusterException($"broker {place.Id} ended with exit code {exited.Result} while starting{BrokerLog.Cause(tail)}") { LogTail = tail };
    }

    /// <summary>
    /// Whether the broker itself names itself in its metadata. The others go on naming it for some seconds after it was killed, and the
    /// metadata log names it from its last life; it does not answer before it has caught up with its new registration.
    /// </summary>
    public bool ListsItself()
    {
        if (!FreePorts.Accepts(place.Port))
            return false;
        // A new client each time: one that knows the cluster asks whomever it likes.
        using IAdminClient client = MetadataQuery.Client($"127.0.0.1:{place.Port}");
        return MetadataQuery.Ask(client) is { } metadata && MetadataQuery.Lists(metadata, [place.Id]);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (State.Process is { } process)
            await process.TerminateAsync(GracefulEnd, cancellationToken);
        State.Stopped();
    }

    public async Task KillAsync()
    {
        State.Process?.Kill();
        if (State.Process is { } process)
            await process.Exited;
        State.Stopped();
    }
}
