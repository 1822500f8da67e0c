using System.Text.RegularExpressions;
using Confluent.Kafka;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Chaos.Run;

/// <summary>Who leads what, asked by a client of its own beside the links.</summary>
internal sealed partial class ClusterProbe(ProcessCluster cluster) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly IAdminClient _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = cluster.BootstrapServers })
        .SetLogHandler((_, _) => { })
        .SetErrorHandler((_, _) => { })
        .Build();

    /// <summary>The leader of a partition; null while there is none or nobody says.</summary>
    public int? LeaderOf(string topic, int partition)
    {
        try
        {
            return _admin.GetMetadata(topic, Patience).Topics[0].Partitions.Find(known => known.PartitionId == partition)?.Leader is > 0 and var leader ? leader : null;
        }
        catch (KafkaException)
        {
            return null;
        }
    }

    /// <summary>
    /// The active controller: the broker that last said it became one. Clients are told any broker as the controller, so nobody else knows.
    /// </summary>
    public int? Controller() => cluster.Brokers
        .Where(broker => broker.IsUp)
        .Select(broker => (broker.Id, Since: LastActive(cluster.LogFileOf(broker.Id))))
        .Where(claim => claim.Since is not null)
        .OrderByDescending(claim => claim.Since)
        .Select(claim => (int?)claim.Id)
        .FirstOrDefault();

    /// <summary>Waits until every broker is in sync everywhere.</summary>
    public async Task<bool> IsWholeAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var deadline = DateTime.UtcNow + patience;
        while (DateTime.UtcNow < deadline)
        {
            if (await Task.Run(IsWhole, cancellationToken))
                return true;
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }
        return false;
    }

    private bool IsWhole()
    {
        try
        {
            var metadata = _admin.GetMetadata(Patience);
            return metadata.Brokers.Count == cluster.Brokers.Count
                && metadata.Topics.TrueForAll(topic => topic.Partitions.TrueForAll(partition => partition.InSyncReplicas.Length == partition.Replicas.Length && partition.Leader > 0));
        }
        catch (KafkaException)
        {
            return false;
        }
    }

    private static string? LastActive(string log)
    {
        string? last = null;
        using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (reader.ReadLine() is { } line)
            if (Active().Match(line) is { Success: true } match)
                last = match.Groups["time"].Value;
        return last;
    }

    [GeneratedRegex(@"^\[(?<time>[^\]]+)\] INFO .*Becoming the active controller at epoch ")]
    private static partial Regex Active();

    public void Dispose() => _admin.Dispose();
}
