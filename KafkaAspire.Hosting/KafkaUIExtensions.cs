using Aspire.Hosting.ApplicationModel;
using KafkaAspire.Hosting.Brokers;

namespace Aspire.Hosting;

/// <summary>Adds Kafka UI.</summary>
public static class KafkaUIExtensions
{
    private const string Image = "kafbat/kafka-ui", Tag = "v1.5.0";
    private const int Port = 8080;

    /// <summary>
    /// Adds one Kafka UI container (kafbat) that shows this cluster as one cluster with all its brokers. Aspire's own <c>WithKafkaUI</c> shows each broker as a
    /// cluster of its own. It is no part of a deployment.
    /// </summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="configure">Configures the container, for example to start it on demand only.</param>
    /// <param name="name">The container resource's name; <c>CLUSTER-ui</c> when it is null.</param>
    /// <returns>The cluster.</returns>
    public static IResourceBuilder<KafkaClusterResource> WithKafkaUI(
        this IResourceBuilder<KafkaClusterResource> builder, Action<IResourceBuilder<KafkaUIContainerResource>>? configure = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var cluster = builder.Resource;
        var ui = builder.ApplicationBuilder.AddResource(new KafkaUIContainerResource(name ?? $"{cluster.Name}-ui"))
            .WithImage(Image, Tag)
            .WithImageRegistry("docker.io")
            .WithIconName("WindowDatabase")
            .WithHttpEndpoint(targetPort: Port, name: "http")
            .WithUrlForEndpoint("http", url => url.DisplayText = "Kafka UI")
            .WithEnvironment(context => SetEnvironment(context, cluster))
            .WithParentRelationship(cluster)
            .WaitForStart(builder)
            .ExcludeFromManifest();
        configure?.Invoke(ui);
        // The cluster's own row leads there, too.
        builder.WithReferenceRelationship(ui.Resource);
        return builder;
    }

    private static void SetEnvironment(EnvironmentCallbackContext context, KafkaClusterResource cluster)
    {
        var variables = context.EnvironmentVariables;
        variables["KAFKA_CLUSTERS_0_NAME"] = cluster.Name;
        variables["KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS"] = cluster.ConnectionStringExpression;
        variables["DYNAMIC_CONFIG_ENABLED"] = "false";
        var (sasl, tls) = (cluster.Settings.Sasl, cluster.Settings.Tls);
        variables["KAFKA_CLUSTERS_0_PROPERTIES_SECURITY_PROTOCOL"] = SecurityProtocols.Kafka(sasl is not null, tls is not null);
        if (tls is not null)
        {
            variables["KAFKA_CLUSTERS_0_PROPERTIES_SSL_TRUSTSTORE_TYPE"] = "PEM";
            variables["KAFKA_CLUSTERS_0_PROPERTIES_SSL_TRUSTSTORE_CERTIFICATES"] = tls.Authority;
        }
        if (sasl is null)
            return;
        variables["KAFKA_CLUSTERS_0_PROPERTIES_SASL_MECHANISM"] = "SCRAM-SHA-512";
        variables["KAFKA_CLUSTERS_0_PROPERTIES_SASL_JAAS_CONFIG"] = ReferenceExpression.Create(
            $"org.apache.kafka.common.security.scram.ScramLoginModule required username=\"{sasl.User}\" password=\"{sasl.Password}\";");
    }
}
