using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaAspire.Contracts;
using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Brokers;

/// <summary>A cluster that someone else started: it must answer, and it gets the app's topics where it lacks them.</summary>
internal static class ExistingCluster
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="RunException">It does not answer, or the topics can't be made.</exception>
    public static async Task<RunBrokers> FindAsync(string bootstrapServers, CancellationToken cancellation)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers, ClientId = "standalone" })
            .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        var metadata = await MetadataAsync(admin, bootstrapServers);
        int replication = Math.Min(3, metadata.Brokers.Count);
        await CreateMissingAsync(admin, metadata, (short)replication);
        return new()
        {
            BootstrapServers = bootstrapServers,
            Description = $"{metadata.Brokers.Count} broker{(metadata.Brokers.Count == 1 ? "" : "s")} at {bootstrapServers}",
            Topics = await LayoutAsync(admin, bootstrapServers, cancellation),
        };
    }

    private static async Task<Metadata> MetadataAsync(IAdminClient admin, string bootstrapServers)
    {
        try
        {
            return await Task.Run(() => admin.GetMetadata(Patience));
        }
        catch (KafkaException e)
        {
            throw new RunException($"--brokers \"{bootstrapServers}\": no broker answers there within {Patience.TotalSeconds:0} s ({e.Error.Reason})");
        }
    }

    private static async Task CreateMissingAsync(IAdminClient admin, Metadata metadata, short replication)
    {
        var missing = Topics.All.Where(topic => metadata.Topics.All(there => there.Topic != topic.Name)).ToList();
        if (missing.Count == 0)
            return;
        try
        {
            await admin.CreateTopicsAsync(missing.Select(topic => new TopicSpecification
            {
                Name = topic.Name,
                NumPartitions = topic.Partitions,
                ReplicationFactor = replication,
                // One broker may be away without stopping the producers.
                Configs = new() { ["min.insync.replicas"] = Math.Max(1, replication - 1).ToString(System.Globalization.CultureInfo.InvariantCulture) },
            }));
        }
        catch (CreateTopicsException e) when (e.Results.All(result => result.Error.Code is ErrorCode.NoError or ErrorCode.TopicAlreadyExists))
        {
            // Someone else made it in between.
        }
        catch (KafkaException e)
        {
            throw new RunException($"the topics {string.Join(", ", missing.Select(topic => topic.Name))} can't be made: {e.Message}");
        }
    }

    // A topic that was just made takes a moment to reach every broker.
    private static async Task<IReadOnlyList<TopicSpec>> LayoutAsync(IAdminClient admin, string bootstrapServers, CancellationToken cancellation)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (true)
        {
            var there = (await MetadataAsync(admin, bootstrapServers)).Topics
                .Where(topic => topic.Error.Code == ErrorCode.NoError && topic.Partitions.Count > 0)
                .ToDictionary(topic => topic.Topic, topic => topic.Partitions.Count);
            if (Topics.All.All(topic => there.ContainsKey(topic.Name)))
                return [.. Topics.All.Select(topic => topic with { Partitions = there[topic.Name] })];
            if (DateTime.UtcNow > deadline)
                throw new RunException($"the topics of the app did not appear within {Patience.TotalSeconds:0} s");
            await Task.Delay(100, cancellation);
        }
    }
}
