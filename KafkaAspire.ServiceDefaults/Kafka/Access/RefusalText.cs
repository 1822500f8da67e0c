using System.Text.RegularExpressions;
using Confluent.Kafka;

namespace KafkaAspire.ServiceDefaults.Kafka.Access;

/// <summary>Says in one line which broker turned a client away, why, and which setting is to be looked at.</summary>
internal static partial class RefusalText
{
    /// <param name="refusal">What the client says.</param>
    /// <param name="config">The client's settings.</param>
    /// <param name="section">The section that holds them.</param>
    public static string Of(Error refusal, ClientConfig config, string section)
    {
        var told = Told().Match(refusal.Reason);
        string broker = BrokerOf(refusal, config);
        string reason = told.Success ? told.Groups["what"].Value : Thread().Replace(refusal.Reason, "");
        if (refusal.Code != ErrorCode.Local_Ssl && !AccessRefusal.IsDistrust(refusal))
            return $"Kafka at {broker} does not let in {Who(config)}: {reason}; {section}:{Login(config)} are to be looked at";
        // librdkafka says the same of every certificate that it does not like.
        string? fault = AccessRefusal.IsDistrust(refusal) ? BrokerCertificate.FindFault(broker, config, section) : null;
        return fault ?? $"Kafka at {broker}: {reason}; {section}:SecurityProtocol and its Ssl… are to be looked at";
    }

    /// <summary>Which broker it was: its address, or all those of the settings where that is not told.</summary>
    public static string BrokerOf(Error refusal, ClientConfig config) => Told().Match(refusal.Reason) is { Success: true } told ? told.Groups["broker"].Value : config.BootstrapServers;

    private static string Who(ClientConfig config) =>
        (config.SaslUsername ?? config.SaslOauthbearerClientId) is { } user ? $"user \"{user}\" ({config.SaslMechanism})" : $"this service ({config.SaslMechanism})";

    private static string Login(ClientConfig config) =>
        config.SaslMechanism == SaslMechanism.OAuthBearer ? "SaslMechanism and SaslOauthbearer…" : "SaslMechanism, SaslUsername and SaslPassword";

    // "sasl_ssl://localhost:9093/bootstrap: SSL handshake failed: …", with the client's name in front where it comes from the client's own thread.
    [GeneratedRegex(@"(?:ssl|plaintext)://(?<broker>[^/\s]+)/\S+: (?<what>.*?)(?: \(after \d+ms in state \w+\))?$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Told();

    [GeneratedRegex(@"^\[thrd:[^\]]*\]: ")]
    private static partial Regex Thread();
}
