namespace KafkaAspire.Hosting.Brokers;

/// <summary>The part of a broker's environment that encrypts what it exchanges with clients and with other nodes, whose names each side verifies.</summary>
internal static class BrokerTls
{
    public static void Add(IDictionary<string, string> variables, TlsSpec tls)
    {
        // Keys and certificates as text (KIP-651): there is no file to be brought into the container.
        variables["KAFKA_SSL_KEYSTORE_TYPE"] = "PEM";
        variables["KAFKA_SSL_KEYSTORE_KEY"] = tls.Identity;
        variables["KAFKA_SSL_KEYSTORE_CERTIFICATE_CHAIN"] = tls.Identity;
        variables["KAFKA_SSL_TRUSTSTORE_TYPE"] = "PEM";
        variables["KAFKA_SSL_TRUSTSTORE_CERTIFICATES"] = tls.Identity;
    }
}
