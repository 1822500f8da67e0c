using System.Diagnostics;
using Confluent.Kafka;

namespace KafkaAspire.LocalCluster;

/// <summary>
/// Brokers of Apache Kafka, each a JVM of its own on 127.0.0.1: KRaft, each both broker and controller, or brokers with a ZooKeeper server
/// beside them. Three are up in 7 to 13 seconds on two cores and take about 400 MB each.
/// </summary>
/// <remarks>In KRaft a majority of the brokers has to be up for anything to be decided: of three, one may be down.</remarks>
public sealed class ProcessCluster : ILocalCluster
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(240);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly ClusterLayout _layout;
    private readonly ClusterDirectory _data;
    private readonly ProcessClusterOptions _options;
    private readonly ZooKeeperServer? _zooKeeper;
    private readonly IReadOnlyList<KafkaBroker> _brokers;
    private readonly IAdminClient _client;
    private readonly SemaphoreSlim _one = new(1);
    private Task _archiving = Task.CompletedTask;
    private int _disposed;

    private ProcessCluster(ClusterLayout layout, ClusterDirectory data, ProcessClusterOptions options)
    {
        _layout = layout;
        _data = data;
        _options = options;
        _zooKeeper = layout.ZooKeeper is { } place ? new ZooKeeperServer(layout, place, options) : null;
        _brokers = [.. layout.Brokers.Select(broker => new KafkaBroker(layout, broker, options))];
        _client = MetadataQuery.Client(layout.BootstrapServers);
        Version = $"Apache Kafka {options.Installation.KafkaVersion} ({(_zooKeeper is null ? "KRaft" : $"ZooKeeper {options.Installation.FindZooKeeper()}")})";
        Brokers = [.. _brokers.Select(broker => broker.State)];
    }

    /// <inheritdoc />
    public string Kind => "kafka";

    /// <inheritdoc />
    public string Version { get; }

    /// <inheritdoc />
    public string BootstrapServers => _layout.BootstrapServers;

    /// <inheritdoc />
    public int ReplicationFactor => Replication.Factor(Brokers.Count);

    /// <inheritdoc />
    public IReadOnlyList<LocalBroker> Brokers { get; }

    /// <summary>Where the data and the logs are.</summary>
    public string DataDirectory => _layout.Directory;

    /// <summary>A broker's log.</summary>
    /// <param name="id">The broker's id.</param>
    /// <exception cref="LocalClusterException">There is no such broker.</exception>
    public string LogFileOf(int id) => _brokers[Brokers.ById(id).Id - 1].LogFile;

    /// <summary>Starts the brokers; returns when metadata lists all of them and every partition of every declared topic has a leader.</summary>
    /// <param name="options">Which Kafka, how many brokers, which topics.</param>
    /// <param name="cancellationToken">Gives up and leaves nothing behind.</param>
    /// <exception cref="LocalClusterException">An option is not allowed, the directory can't be used, or a broker ended while it started.</exception>
    public static async Task<ProcessCluster> StartAsync(ProcessClusterOptions options, CancellationToken cancellationToken = default)
    {
        HostArguments.CheckBrokers(options.Brokers);
        if (options.Metadata == MetadataStore.ZooKeeper)
            options.Installation.FindZooKeeper();
        if (options is { Metadata: MetadataStore.ZooKeeper, Advertise: not null })
            throw new LocalClusterException("brokers with ZooKeeper advertise the ports on which they listen; others are possible with KRaft only");
        var data = ClusterDirectory.Prepare(options);
        try
        {
            ClusterLayout layout = ClusterLayout.In(data.Path, options.Brokers, options.Metadata, options.Advertise);
            await BrokerProperties.WriteAsync(layout, options, cancellationToken);
            await BrokerStorage.PrepareAsync(layout, options, cancellationToken);
            var cluster = new ProcessCluster(layout, data, options);
            try
            {
                await cluster.StartAllAsync(cancellationToken);
                cluster._archiving = options.MakeClassArchiveAsync();
                return cluster;
            }
            catch
            {
                await cluster.DisposeAsync();
                throw;
            }
        }
        catch (Exception exception)
        {
            data.Dispose();
            if (exception is IOException or UnauthorizedAccessException)
                throw new LocalClusterException($"data directory '{data.Path}' cannot be written: {exception.Message}", exception);
            throw;
        }
    }

    /// <inheritdoc />
    public Task KillBrokerAsync(int id, CancellationToken cancellationToken = default) =>
        OneAtATimeAsync(id, broker => broker.KillAsync(), cancellationToken);

    /// <inheritdoc />
    public Task StopBrokerAsync(int id, CancellationToken cancellationToken = default) =>
        OneAtATimeAsync(id, broker => broker.StopAsync(cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task StartBrokerAsync(int id, CancellationToken cancellationToken = default) => OneAtATimeAsync(id, async broker =>
    {
        if (broker.State.IsUp)
            return;
        if (_zooKeeper is not null)
            await WaitAsync([], () => !_zooKeeper.Knows(id), $"that broker {id} has left ZooKeeper", cancellationToken);
        broker.Start();
        await WaitAsync([broker], () => broker.ListsItself() && MetadataQuery.Ask(_client) is { } metadata && MetadataQuery.Lists(metadata, [id]),
            $"broker {id} in the metadata", cancellationToken);
    }, cancellationToken);

    /// <summary>Halts a broker (SIGSTOP): it looks as if it hung. Does nothing when it is down.</summary>
    /// <param name="id">The broker's id.</param>
    /// <exception cref="LocalClusterException">There is no such broker.</exception>
    /// <exception cref="PlatformNotSupportedException">On Windows.</exception>
    public void SuspendBroker(int id) => Brokers.ById(id).Process?.Suspend();

    /// <summary>Lets a halted broker go on (SIGCONT).</summary>
    /// <param name="id">The broker's id.</param>
    /// <exception cref="LocalClusterException">There is no such broker.</exception>
    /// <exception cref="PlatformNotSupportedException">On Windows.</exception>
    public void ResumeBroker(int id) => Brokers.ById(id).Process?.Resume();

    /// <summary>Ends all brokers: gracefully when the data is kept, else at once, and removes the data.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _client.Dispose();
        await Task.WhenAll(_brokers.Select(broker => _options.KeepData ? broker.StopAsync(CancellationToken.None) : broker.KillAsync()));
        if (_zooKeeper is not null)
            await _zooKeeper.EndAsync(gracefully: _options.KeepData);
        _data.Dispose();
        await _archiving;
    }

    private async Task StartAllAsync(CancellationToken cancellationToken)
    {
        _zooKeeper?.Start();
        foreach (KafkaBroker broker in _brokers)
            broker.Start();
        int[] all = [.. Brokers.Select(broker => broker.Id)];
        foreach (KafkaBroker broker in _brokers)
            await WaitAsync(_brokers, broker.ListsItself, "all brokers in the metadata", cancellationToken);
        await WaitAsync(_brokers, () => MetadataQuery.Ask(_client) is { } metadata && MetadataQuery.Lists(metadata, all), "all brokers in the metadata", cancellationToken);
        await TopicSetup.CreateAsync(_client, _options, cancellationToken);
        await WaitAsync(_brokers, () => MetadataQuery.Ask(_client) is { } metadata && TopicSetup.AllLed(metadata, _options.Topics), "a leader for every partition", cancellationToken);
    }

    private async Task OneAtATimeAsync(int id, Func<KafkaBroker, Task> action, CancellationToken cancellationToken)
    {
        KafkaBroker broker = _brokers[Brokers.ById(id).Id - 1];
        await _one.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed != 0, this);
            await action(broker);
        }
        finally
        {
            _one.Release();
        }
    }

    // The condition may block for a while: it asks brokers.
    private async Task WaitAsync(IEnumerable<KafkaBroker> starting, Func<bool> condition, string expected, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await Task.Run(condition, cancellationToken))
        {
            _zooKeeper?.ThrowIfEnded();
            foreach (KafkaBroker broker in starting)
                broker.ThrowIfEnded();
            if (Stopwatch.GetElapsedTime(start) > StartDeadline)
                throw new LocalClusterException($"the brokers did not show {expected} within {StartDeadline.TotalSeconds:0} s; their logs are in '{DataDirectory}'");
            await Task.Delay(PollInterval, cancellationToken);
        }
    }
}
