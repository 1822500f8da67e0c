namespace KafkaAspire.Hosting.Brokers;

/// <summary>
/// The part of a broker's environment that makes users log in: clients with SCRAM-SHA-512 (KIP-84), brokers and controllers with PLAIN, whose
/// user is in the configuration and so works before there is a cluster that could keep SCRAM users.
/// </summary>
internal static class BrokerSasl
{
    private const string ScramModule = "org.apache.kafka.common.security.scram.ScramLoginModule required;";

    public static void Add(IDictionary<string, string> variables, SaslSpec sasl)
    {
        string plainModule =
            $"org.apache.kafka.common.security.plain.PlainLoginModule required username=\"{SaslSpec.BrokerUser}\" "
            + $"password=\"{sasl.BrokerPassword}\" user_{SaslSpec.BrokerUser}=\"{sasl.BrokerPassword}\";";

        variables["KAFKA_SASL_MECHANISM_INTER_BROKER_PROTOCOL"] = "PLAIN";
        variables["KAFKA_SASL_MECHANISM_CONTROLLER_PROTOCOL"] = "PLAIN";
        variables[Mechanisms(BrokerEnvironment.ClientListener)] = SaslSpec.ClientMechanism;
        variables[Scram(BrokerEnvironment.ClientListener)] = ScramModule;
        // Containers of the application come in through the internal listener.
        variables[Mechanisms(BrokerEnvironment.InternalListener)] = $"PLAIN,{SaslSpec.ClientMechanism}";
        variables[Scram(BrokerEnvironment.InternalListener)] = ScramModule;
        variables[Plain(BrokerEnvironment.InternalListener)] = plainModule;
        variables[Mechanisms(BrokerEnvironment.ControllerListener)] = "PLAIN";
        variables[Plain(BrokerEnvironment.ControllerListener)] = plainModule;
    }

    private static string Mechanisms(string listener) => $"KAFKA_LISTENER_NAME_{listener}_SASL_ENABLED_MECHANISMS";

    private static string Scram(string listener) => $"KAFKA_LISTENER_NAME_{listener}_SCRAM___SHA___512_SASL_JAAS_CONFIG";

    private static string Plain(string listener) => $"KAFKA_LISTENER_NAME_{listener}_PLAIN_SASL_JAAS_CONFIG";
}
