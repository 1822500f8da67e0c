using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace KafkaAspire.Hosting.Brokers;

/// <summary>A node's data in a volume of its own.</summary>
internal static class NodeVolume
{
    /// <summary>Where the image has a directory that its user may write to.</summary>
    public const string Directory = "/var/lib/kafka/data";

    public static void Add(IResourceBuilder<ContainerResource> node) =>
        node.WithVolume(VolumeNameGenerator.Generate(node, "data"), Directory);
}
