using System.Collections.Concurrent;
using KafkaAspire.Contracts;
using KafkaAspire.LocalCluster;
using KafkaAspire.Standalone.Build;
using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Brokers;

/// <summary>Starts the brokers of a run, or finds those that run already.</summary>
internal static class BrokerStart
{
    private const int Brokers = 3;
    private static readonly TopicDeclaration[] Declarations = [.. Topics.All.Select(topic => new TopicDeclaration(topic.Name, topic.Partitions))];

    /// <param name="selection">Which brokers.</param>
    /// <param name="options">The addresses of those that run already; where Apache Kafka keeps its metadata, and whether its data stay.</param>
    /// <param name="dataDirectory">Where Apache Kafka keeps its data.</param>
    /// <param name="progress">Says that it takes a while.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RunException">They can't be started, or do not answer.</exception>
    public static async Task<RunBrokers> StartAsync(
        BrokerSelection selection, RunOptions options, string dataDirectory, IProgressLine progress, CancellationToken cancellation)
    {
        if (selection.Kind == BrokerKind.Existing)
            return await ExistingCluster.FindAsync(options.Brokers.BootstrapServers!, cancellation);
        var notices = new ConcurrentQueue<string>();
        try
        {
            return Of(notices, selection.Kind == BrokerKind.Embedded
                ? await EmbeddedCluster.StartAsync(new() { Brokers = Brokers, Topics = Declarations }, cancellation)
                : await StartKafkaAsync(selection.Installation!, options, dataDirectory, notices.Enqueue, progress, cancellation));
        }
        catch (LocalClusterException e)
        {
            throw new RunException($"the brokers can't be started: {e.Message}", e.LogTail);
        }
    }

    private static async Task<ILocalCluster> StartKafkaAsync(
        KafkaInstallation installation, RunOptions options, string dataDirectory, Action<string> onNotice, IProgressLine progress, CancellationToken cancellation)
    {
        using (progress.Begin("starting the brokers"))
            return await ProcessCluster.StartAsync(new()
            {
                Installation = installation,
                Brokers = Brokers,
                Metadata = options.Metadata,
                Topics = Declarations,
                DataDirectory = dataDirectory,
                KeepData = options.KeepDirectory is not null,
                OnNotice = onNotice,
            }, cancellation);
    }

    private static RunBrokers Of(IReadOnlyCollection<string> notices, ILocalCluster cluster) => new()
    {
        BootstrapServers = cluster.BootstrapServers,
        Description = $"{cluster.Version}, {cluster.Brokers.Count} brokers, replication factor {cluster.ReplicationFactor}",
        Topics = Topics.All,
        Own = cluster,
        Notices = notices,
        AreEmbedded = cluster.Kind == "embedded",
    };
}
