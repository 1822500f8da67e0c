namespace KafkaAspire.LocalCluster;

/// <summary>A topic that a cluster has as soon as it is started. Its replication is the cluster's business.</summary>
/// <param name="Name">The topic's name.</param>
/// <param name="Partitions">How many partitions it has, at least 1.</param>
public sealed record TopicDeclaration(string Name, int Partitions)
{
    /// <summary>Reads <c>NAME:PARTITIONS</c>.</summary>
    /// <param name="text">The declaration.</param>
    /// <exception cref="LocalClusterException">It is not of that form.</exception>
    public static TopicDeclaration Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), out int partitions) && partitions > 0
            ? new TopicDeclaration(text[..colon], partitions)
            : throw new LocalClusterException($"topic '{text}': expected NAME:PARTITIONS with at least one partition");
    }

    /// <inheritdoc />
    public override string ToString() => $"{Name}:{Partitions}";
}
