using System.Globalization;
using System.Threading.Channels;

namespace KafkaAspire.LocalCluster;

/// <summary>
/// Brokers that need nothing but .NET: librdkafka's mock cluster, in a process of its own. Up in well under a second. It speaks Kafka's protocol
/// to producers, transactional producers and consumer groups; it is not Kafka.
/// </summary>
/// <remarks>
/// <para>Everything is in memory, and a partition keeps its last 5 MiB or 100,000 messages: what a consumer has not read by then is gone.
/// It is all gone when the cluster is disposed. A broker that is down and up again has its data, as the brokers share one log per partition.</para>
/// <para>Aborted transactions are visible to readers with <c>read_committed</c>. There is no CreateTopics, DescribeGroups, ListGroups or
/// DescribeConfigs. Replicas are names only: acknowledgement by all is acknowledgement by one, and once a broker was down, partitions
/// are listed with a replica less.</para>
/// <para>A broker that is down is not in the metadata; its partitions are led, and its groups and transactions coordinated, by the others.</para>
/// </remarks>
public sealed class EmbeddedCluster : ILocalCluster
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(30);

    private readonly ChildProcess _host;
    private readonly ChannelReader<string> _answers;
    private readonly SemaphoreSlim _one = new(1);

    private EmbeddedCluster(ChildProcess host, ChannelReader<string> answers, string version, string bootstrapServers)
    {
        _host = host;
        _answers = answers;
        Version = version;
        BootstrapServers = bootstrapServers;
        Brokers = [.. bootstrapServers.Split(',').Select((address, index) =>
            new LocalBroker(index + 1, int.Parse(address[(address.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture), ownProcess: false))];
        foreach (LocalBroker broker in Brokers)
            broker.Started(host);
    }

    /// <inheritdoc />
    public string Kind => "embedded";

    /// <inheritdoc />
    public string Version { get; }

    /// <inheritdoc />
    public string BootstrapServers { get; }

    /// <inheritdoc />
    public int ReplicationFactor => Math.Min(3, Brokers.Count);

    /// <inheritdoc />
    public IReadOnlyList<LocalBroker> Brokers { get; }

    /// <summary>The id of the process that all brokers are in.</summary>
    public int HostProcessId => _host.Id;

    /// <summary>Starts the brokers; returns when they are reachable and the topics are there.</summary>
    /// <param name="options">How many brokers, and which topics.</param>
    /// <param name="cancellationToken">Gives up and leaves nothing behind.</param>
    /// <exception cref="LocalClusterException">The options are not allowed, or the native library has no mock cluster here.</exception>
    public static async Task<EmbeddedCluster> StartAsync(EmbeddedClusterOptions options, CancellationToken cancellationToken = default)
    {
        var arguments = new HostArguments(HostArguments.CheckBrokers(options.Brokers), options.Topics);
        var lines = Channel.CreateUnbounded<string>();
        var errors = new LastLines();
        ChildProcess host = ChildProcess.Start(
            new ChildProcessOptions(Executable.DotNet, [typeof(EmbeddedCluster).Assembly.Location, "embedded", .. arguments.ToArguments()])
            {
                Input = ChildInput.Written,
                OnOutput = line => lines.Writer.TryWrite(line),
                OnError = errors.Add,
                Environment = Executable.HostEnvironment,
            });
        try
        {
            _ = host.Exited.ContinueWith(_ => lines.Writer.TryComplete(), TaskScheduler.Default);
            string[] hello = (await ReadAsync(lines.Reader, errors, cancellationToken)).Split('|');
            return new EmbeddedCluster(host, lines.Reader, hello[0], hello[1]);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public Task KillBrokerAsync(int id, CancellationToken cancellationToken = default) => TellAsync(id, "down", cancellationToken);

    /// <summary>The same as <see cref="KillBrokerAsync"/>: there is nothing to hand over.</summary>
    /// <inheritdoc />
    public Task StopBrokerAsync(int id, CancellationToken cancellationToken = default) => TellAsync(id, "down", cancellationToken);

    /// <inheritdoc />
    public Task StartBrokerAsync(int id, CancellationToken cancellationToken = default) => TellAsync(id, "up", cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        foreach (LocalBroker broker in Brokers)
            broker.Stopped();
    }

    private async Task TellAsync(int id, string verb, CancellationToken cancellationToken)
    {
        LocalBroker broker = Brokers.ById(id);
        await _one.WaitAsync(cancellationToken);
        try
        {
            await _host.Input.WriteAsync($"{verb} {id}\n".AsMemory(), cancellationToken);
            await _host.Input.FlushAsync(cancellationToken);
            // Not cancelled: the answer must not be taken for the next command's.
            string answer = await ReadAsync(_answers, new LastLines(), CancellationToken.None);
            if (answer != "ok")
                throw new LocalClusterException($"embedded broker {id}: {answer.Replace("error: ", "")}");
            if (verb == "up")
                broker.Started(_host);
            else
                broker.Stopped();
        }
        catch (IOException exception)
        {
            throw new LocalClusterException($"embedded broker {id}: the process of the embedded brokers has ended", exception);
        }
        finally
        {
            _one.Release();
        }
    }

    private static async Task<string> ReadAsync(ChannelReader<string> lines, LastLines errors, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StartDeadline);
        try
        {
            return await lines.ReadAsync(deadline.Token);
        }
        catch (ChannelClosedException exception)
        {
            string last = errors.Lines is [.., var line] ? $": {line}" : "";
            throw new LocalClusterException($"the process of the embedded brokers ended{last}", exception) { LogTail = errors.Lines };
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LocalClusterException($"the process of the embedded brokers did not answer within {StartDeadline.TotalSeconds:0} s", exception);
        }
    }
}
