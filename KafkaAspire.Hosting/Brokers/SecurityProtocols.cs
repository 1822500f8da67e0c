namespace KafkaAspire.Hosting.Brokers;

/// <summary>How Kafka and its .NET client call the four combinations of logging in and encryption.</summary>
internal static class SecurityProtocols
{
    /// <summary>As in <c>security.protocol</c>.</summary>
    public static string Kafka(bool sasl, bool tls) => (sasl, tls) switch
    {
        (true, true) => "SASL_SSL",
        (true, false) => "SASL_PLAINTEXT",
        (false, true) => "SSL",
        (false, false) => "PLAINTEXT",
    };

    /// <summary>As in the .NET client's enumeration of that name.</summary>
    public static string Client(bool sasl, bool tls) => (sasl, tls) switch
    {
        (true, true) => "SaslSsl",
        (true, false) => "SaslPlaintext",
        (false, true) => "Ssl",
        (false, false) => "Plaintext",
    };
}
