using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using KafkaAspire.Hosting.Brokers;

namespace KafkaAspire.Hosting.Topics;

/// <summary>
/// The one mechanism that makes declared topics exist: a container of the brokers' image that runs <c>declare-topics.sh</c> and ends. Whoever refers to the
/// cluster waits for it to succeed: in run mode through Aspire, with Docker Compose through <c>service_completed_successfully</c>, on Kubernetes as an
/// init container of its pod.
/// </summary>
internal static class TopicJob
{
    /// <summary>Adds the job once, with the first topic.</summary>
    public static void Ensure(IResourceBuilder<KafkaClusterResource> builder)
    {
        var cluster = builder.Resource;
        if (cluster.TopicJob is not null || cluster.External is not null)
            return;
        string name = $"{cluster.Name}-topics";
        var job = builder.ApplicationBuilder.AddContainer(name, "apache/kafka")
            .WithImageRegistry("docker.io")
            .WithIconName("TaskListSquareLtr")
            .WithEntrypoint("/bin/bash")
            .WithArgs(context =>
            {
                foreach (string argument in Arguments(cluster))
                    context.Args.Add(argument);
            })
            .WithEnvironment(context => SetEnvironment(context, cluster))
            .WithParentRelationship(cluster);
        foreach (var broker in cluster.Brokers)
            // Started is enough: the job waits itself, as it must in a deployment. With a login, no health check succeeds before it has made the user.
            job.WaitForStart(builder.ApplicationBuilder.CreateResourceBuilder(broker));
        cluster.TopicJob = job.Resource;
        ClusterImage.Apply(builder);
    }

    /// <summary>The arguments of <c>/bin/bash</c>: the script, and a declaration for each topic.</summary>
    public static IEnumerable<string> Arguments(KafkaClusterResource cluster) =>
        ["-c", Script(), "declare-topics", .. cluster.Topics.Select(topic => topic.Declaration.ToArgument())];

    private static void SetEnvironment(EnvironmentCallbackContext context, KafkaClusterResource cluster)
    {
        context.EnvironmentVariables["KAFKA_BOOTSTRAP_SERVERS"] = cluster.Addresses.Internal;
        var (sasl, tls) = (cluster.Settings.Sasl, cluster.Settings.Tls);
        if (tls is not null)
        {
            context.EnvironmentVariables["KAFKA_CLIENT_PROPERTIES"] = $"security.protocol={SecurityProtocols.Kafka(sasl: false, tls: true)}";
            context.EnvironmentVariables["KAFKA_CLIENT_AUTHORITY"] = tls.Authority;
        }
        if (sasl is not null)
        {
            context.EnvironmentVariables["KAFKA_CLIENT_PROPERTIES"] = BrokerLogin(sasl, SecurityProtocols.Kafka(sasl: true, tls: tls is not null));
            context.EnvironmentVariables["KAFKA_SCRAM_USER"] = sasl.User;
            context.EnvironmentVariables["KAFKA_SCRAM_PASSWORD"] = sasl.Password;
        }
    }

    // The brokers' own user, which is there before any other.
    private static ReferenceExpression BrokerLogin(ClusterSasl sasl, string protocol) => ReferenceExpression.Create(
        $"""
        security.protocol={protocol}
        sasl.mechanism=PLAIN
        sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="{SaslSpec.BrokerUser}" password="{sasl.BrokerPassword}";
        """);

    // Its comments are for who reads the file, not for who reads a deployment.
    private static string Script()
    {
        using var reader = new StreamReader(typeof(TopicJob).Assembly.GetManifestResourceStream("declare-topics.sh")!);
        return string.Join('\n', reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n').Where(line => !line.TrimStart().StartsWith('#')));
    }
}
