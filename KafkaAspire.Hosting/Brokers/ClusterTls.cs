using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace KafkaAspire.Hosting.Brokers;

/// <summary>What encrypts a cluster's traffic, as values of environment variables.</summary>
/// <param name="Identity">The nodes' key and certificates, as <see cref="PemText.Identity"/> writes them.</param>
/// <param name="Authority">The certificates that clients trust, as <see cref="PemText.Certificates"/> writes them.</param>
internal sealed record ClusterTls(object Identity, object Authority)
{
    // A certificate is kept, and the number of nodes may grow.
    private const int NodesAtLeast = 9;

    public static ClusterTls Create(IResourceBuilder<KafkaClusterResource> builder, ParameterResource? identity, ParameterResource? authority)
    {
        var application = builder.ApplicationBuilder;
        string name = builder.Resource.Name;
        if (application.ExecutionContext.IsPublishMode)
            // A deployment's certificate is whoever deploys it to give.
            return new(
                identity ?? application.AddParameter($"{name}-tls", secret: true).WithDescription(
                    $"Key and certificates of the nodes of the Kafka cluster {name} in PEM, its lines joined by \\n.").Resource,
                authority ?? application.AddParameter($"{name}-tls-authority").WithDescription(
                    $"The certificates in PEM that clients of the Kafka cluster {name} trust.").Resource);
        identity ??= application.AddParameter($"{name}-tls", new MadeIdentity(builder.Resource), secret: true, persist: true).WithDescription(
            $"Key and certificates of the nodes of the Kafka cluster {name} in PEM.").Resource;
        return new(new Pem(identity, PemText.Identity), new Pem(authority ?? identity, PemText.Certificates));
    }

    /// <summary>The text that clients of the AppHost itself trust.</summary>
    public static async ValueTask<string?> TextAsync(object value, CancellationToken cancellation) =>
        value is IValueProvider provider ? await provider.GetValueAsync(cancellation) : null;

    private static IEnumerable<string> Hosts(KafkaClusterResource cluster)
    {
        for (int id = 1; id <= Math.Max(NodesAtLeast, cluster.Brokers.Count); id++)
            yield return $"{cluster.Name}-{id}";
        for (int id = 1; id <= Math.Max(NodesAtLeast, cluster.Settings.Controllers.Count); id++)
            yield return $"{cluster.Name}-controller-{id}";
    }

    private sealed class MadeIdentity(KafkaClusterResource cluster) : ParameterDefault
    {
        public override string GetDefaultValue() => TlsIdentity.Create(cluster.Name, Hosts(cluster));

        // Made for a run on this machine only.
        public override void WriteToManifest(ManifestPublishingContext context) => throw new NotSupportedException("a deployment's certificate is a parameter without a default");
    }

    private sealed class Pem(ParameterResource parameter, Func<string, string, string> write) : IValueProvider, IManifestExpressionProvider
    {
        public string ValueExpression => parameter.ValueExpression;

        public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
        {
            string text = await parameter.GetValueAsync(cancellationToken) ?? "";
            try
            {
                return write(text, $"parameter {parameter.Name}");
            }
            catch (FormatException e)
            {
                throw new DistributedApplicationException(e.Message, e);
            }
        }
    }
}
