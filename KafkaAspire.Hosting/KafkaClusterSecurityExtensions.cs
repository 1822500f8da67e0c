using Aspire.Hosting.ApplicationModel;
using KafkaAspire.Hosting.Brokers;
using KafkaAspire.Hosting.Topics;

namespace Aspire.Hosting;

/// <summary>Who may use a cluster, and who can read what is sent.</summary>
public static class KafkaClusterSecurityExtensions
{
    /// <summary>
    /// Makes clients log in with SASL/SCRAM-SHA-512. Who refers to the cluster gets user and password as client settings
    /// (<c>Aspire:Confluent:Kafka:Producer:Config</c>, <c>…:Consumer:…</c>, <c>…:Admin:…</c>). Brokers log in to each other with a generated password.
    /// </summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="user">The clients' user; it is created before any client starts.</param>
    /// <param name="password">The clients' password, without comma and square brackets.</param>
    /// <remarks>What is sent is encrypted only with <see cref="WithTls"/>.</remarks>
    public static IResourceBuilder<KafkaClusterResource> WithSasl(
        this IResourceBuilder<KafkaClusterResource> builder, string user, IResourceBuilder<ParameterResource> password)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(user);
        ArgumentNullException.ThrowIfNull(password);
        var cluster = builder.Resource;
        var brokerPassword = ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(
            builder.ApplicationBuilder, $"{cluster.Name}-broker-password", special: false);
        cluster.Settings.Sasl = new(user, password.Resource, brokerPassword);
        TopicJob.Ensure(builder);
        return builder;
    }

    /// <summary>
    /// Encrypts what clients and brokers, and brokers among themselves, send to each other (TLS); with <see cref="WithSasl"/>, what logs in, too. Who refers to
    /// the cluster gets the authority's certificate as a client setting (<c>Aspire:Confluent:Kafka:Producer:Config:SslCaPem</c> and its kin).
    /// </summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="identity">
    /// The nodes' key (PKCS #8, not encrypted) and certificates in PEM, the authority's last; they must name <c>localhost</c> and every node. Without it, run mode
    /// makes one, signed by an authority of its own, and keeps it in the user secrets; a deployment gets the parameter <c>NAME-tls</c>.
    /// </param>
    /// <param name="authority">
    /// The certificates that clients trust, in PEM. Without it, run mode takes those of <paramref name="identity"/>; a deployment gets the parameter
    /// <c>NAME-tls-authority</c>.
    /// </param>
    /// <remarks>
    /// A file's content is a parameter, too: <c>builder.AddParameter("kafka-tls", () => File.ReadAllText("kafka.pem"), secret: true)</c>. In a deployment, lines of
    /// <paramref name="identity"/> are joined by <c>\n</c>, a backslash and a letter, because the image writes it into a file of one line a setting.
    /// </remarks>
    /// <exception cref="DistributedApplicationException">When the cluster starts: the text holds no key or no certificate.</exception>
    public static IResourceBuilder<KafkaClusterResource> WithTls(
        this IResourceBuilder<KafkaClusterResource> builder,
        IResourceBuilder<ParameterResource>? identity = null,
        IResourceBuilder<ParameterResource>? authority = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.Settings.Tls = ClusterTls.Create(builder, identity?.Resource, authority?.Resource);
        return builder;
    }
}
