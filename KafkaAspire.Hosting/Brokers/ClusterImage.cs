using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace KafkaAspire.Hosting.Brokers;

/// <summary>The image that brokers, controllers and the topic job of a cluster run.</summary>
/// <param name="Name">The image's name, without registry.</param>
/// <param name="Tag">The tag.</param>
internal sealed record ClusterImage(string Name, string Tag)
{
    /// <summary>The official image, and the version whose environment contract this package is tested against.</summary>
    public static readonly ClusterImage Default = new("apache/kafka", "4.3.1");

    /// <summary>Kafka 3.9 in the last image line that can still run it with ZooKeeper; Apache's own image never could.</summary>
    public static readonly ClusterImage LastWithZooKeeper = new("confluentinc/cp-kafka", "7.9.2");

    /// <summary>Why the image can't run a cluster that keeps its metadata in ZooKeeper; null when it can.</summary>
    public string? WhyNoZooKeeper()
    {
        bool known = int.TryParse(Tag.Split('.', '-')[0], out int major);
        if (Name.EndsWith("apache/kafka", StringComparison.Ordinal))
            return known && major >= 4
                ? $"Kafka {Tag} has no ZooKeeper mode any more (KIP-833)"
                : "the image apache/kafka starts every version in KRaft mode";
        // Confluent Platform 8 is Kafka 4.
        return known && Name.Contains("confluentinc/", StringComparison.Ordinal) && major >= 8
            ? $"{Name}:{Tag} is Kafka 4, which has no ZooKeeper mode any more (KIP-833)"
            : null;
    }

    /// <summary>Puts the cluster's image on all containers that exist so far.</summary>
    public static void Apply(IResourceBuilder<KafkaClusterResource> builder)
    {
        var cluster = builder.Resource;
        var image = cluster.Settings.Image;
        IEnumerable<ContainerResource?> containers = [.. cluster.Brokers, .. cluster.Settings.Controllers, cluster.TopicJob];
        foreach (var container in containers.OfType<ContainerResource>())
            builder.ApplicationBuilder.CreateResourceBuilder(container).WithImage(image.Name, image.Tag).WithImageRegistry("docker.io");
    }
}
