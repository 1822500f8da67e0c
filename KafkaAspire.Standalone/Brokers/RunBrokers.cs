using KafkaAspire.Contracts;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Standalone.Brokers;

/// <summary>The brokers of a run: a cluster that it started, or one that runs already.</summary>
internal sealed class RunBrokers : IAsyncDisposable
{
    /// <summary>Where clients begin.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>What they are, for people.</summary>
    public required string Description { get; init; }

    /// <summary>The app's topics with the partitions that they have there.</summary>
    public required IReadOnlyList<TopicSpec> Topics { get; init; }

    /// <summary>The cluster, when it is this run's own; null when it is someone else's.</summary>
    public ILocalCluster? Own { get; init; }

    /// <summary>What the brokers' start, or what was prepared for the next one, has to tell people; complete once this is disposed.</summary>
    public IReadOnlyCollection<string> Notices { get; init; } = [];

    /// <summary>Whether they are librdkafka's mock cluster, which forgets.</summary>
    public bool AreEmbedded { get; init; }

    public async ValueTask DisposeAsync()
    {
        if (Own is not null)
            await Own.DisposeAsync();
    }
}
