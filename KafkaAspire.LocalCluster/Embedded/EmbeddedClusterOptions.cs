namespace KafkaAspire.LocalCluster;

/// <summary>What an embedded cluster has.</summary>
public sealed record EmbeddedClusterOptions
{
    /// <summary>How many brokers: 1 to 9.</summary>
    public int Brokers { get; init; } = 3;

    /// <summary>The topics. Any other topic that a client asks for is there too, with 4 partitions.</summary>
    public IReadOnlyList<TopicDeclaration> Topics { get; init; } = [];
}
