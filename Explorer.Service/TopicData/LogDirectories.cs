using Explorer.Service.Cluster;
using Explorer.Service.Cluster.Wire;

namespace Explorer.Service.TopicData;

/// <summary>Asks the brokers where they keep a topic's partitions, and how large those are.</summary>
internal sealed class LogDirectories(BrokerAccess access, ExplorerOptions options)
{
    /// <summary>Asks all brokers that are up, side by side.</summary>
    public async Task<TopicStorage> AskAsync(ClusterSnapshot snapshot, Topic topic)
    {
        using var deadline = new CancellationTokenSource(options.RequestTimeout);
        var answers = await Task.WhenAll(snapshot.Brokers.Where(broker => broker is { IsUp: true, Host: not null }).Select(broker => AskAsync(broker, topic, deadline.Token)));
        string[] troubles = [.. answers.Select(answer => answer.Trouble).OfType<string>().Distinct()];
        return new([.. answers.SelectMany(answer => answer.Replicas)], troubles.Length == 0 ? null : $"Sizes are missing: {string.Join("; ", troubles)}.");
    }

    private async Task<Answer> AskAsync(Broker broker, Topic topic, CancellationToken deadline)
    {
        int[] held = [.. topic.Partitions.Where(partition => partition.Replicas.Contains(broker.Id)).Select(partition => partition.Id)];
        if (held.Length == 0)
            return new([], null);
        try
        {
            using var line = new BrokerLine(broker.Host!, broker.Port!.Value, access);
            return await LogDirectoryListing.AskAsync(line, topic.Name, held, deadline) is { } replicas
                ? new([.. replicas.Select(replica => new BrokerReplica(broker.Id, replica.Directory, replica.Partition, replica.Bytes))], null)
                : new([], "these brokers do not tell them");
        }
        catch (OperationCanceledException)
        {
            return new([], $"broker {broker.Id} did not answer within {options.RequestTimeout.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (BrokerFailure.Is(e))
        {
            return new([], $"broker {broker.Id}: {e.Message}");
        }
    }

    private sealed record Answer(IReadOnlyList<BrokerReplica> Replicas, string? Trouble);
}

/// <summary>Where a topic's replicas are.</summary>
/// <param name="Replicas">The replicas.</param>
/// <param name="Trouble">Why some are missing; null if none is.</param>
public sealed record TopicStorage(IReadOnlyList<BrokerReplica> Replicas, string? Trouble)
{
    /// <summary>The size of a partition as its leader has it, or of the first replica that is told; null if none is.</summary>
    public long? SizeOf(Partition partition) =>
        (Replicas.FirstOrDefault(one => one.Partition == partition.Id && one.Broker == partition.Leader) ?? Replicas.FirstOrDefault(one => one.Partition == partition.Id))?.Bytes;
}

/// <summary>A replica on a broker's disk.</summary>
/// <param name="Broker">The broker.</param>
/// <param name="Directory">Its log directory.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Bytes">The size of its segments.</param>
public sealed record BrokerReplica(int Broker, string Directory, int Partition, long Bytes);
