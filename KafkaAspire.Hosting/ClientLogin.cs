using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>
/// Tells a client of the cluster how to log in, in the configuration sections that <c>Aspire.Confluent.Kafka</c> reads
/// (<c>Aspire:Confluent:Kafka:Producer:Config</c> and its kin).
/// </summary>
internal static class ClientLogin
{
    private static readonly string[] Clients = ["Producer", "Consumer", "Admin"];

    public static void Add(IResource resource, KafkaClusterResource cluster)
    {
        if (cluster.Settings.Sasl is not { } sasl || resource is not IResourceWithEnvironment)
            return;
        resource.Annotations.Add(new EnvironmentCallbackAnnotation(variables =>
        {
            foreach (string client in Clients)
            {
                string section = $"Aspire__Confluent__Kafka__{client}__Config__";
                variables[section + "SecurityProtocol"] = "SaslPlaintext";
                variables[section + "SaslMechanism"] = "ScramSha512";
                variables[section + "SaslUsername"] = sasl.User;
                variables[section + "SaslPassword"] = sasl.Password;
            }
        }));
    }
}
