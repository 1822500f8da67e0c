using Aspire.Hosting.ApplicationModel;
using KafkaAspire.Hosting.Brokers;

namespace Aspire.Hosting;

/// <summary>
/// Tells a client of the cluster how to log in and whom to trust, in the configuration sections that <c>Aspire.Confluent.Kafka</c> reads
/// (<c>Aspire:Confluent:Kafka:Producer:Config</c> and its kin).
/// </summary>
internal static class ClientSecurity
{
    private static readonly string[] Clients = ["Producer", "Consumer", "Admin"];

    public static void Add(IResource resource, KafkaClusterResource cluster)
    {
        var (sasl, tls) = (cluster.Settings.Sasl, cluster.Settings.Tls);
        if ((sasl is null && tls is null) || resource is not IResourceWithEnvironment)
            return;
        resource.Annotations.Add(new EnvironmentCallbackAnnotation(variables =>
        {
            foreach (string client in Clients)
            {
                string section = $"Aspire__Confluent__Kafka__{client}__Config__";
                variables[section + "SecurityProtocol"] = SecurityProtocols.Client(sasl is not null, tls is not null);
                if (tls is not null)
                    variables[section + "SslCaPem"] = tls.Authority;
                if (sasl is null)
                    continue;
                variables[section + "SaslMechanism"] = "ScramSha512";
                variables[section + "SaslUsername"] = sasl.User;
                variables[section + "SaslPassword"] = sasl.Password;
            }
        }));
    }
}
