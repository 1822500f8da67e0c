using KafkaAspire.Services.Tests.Running;

namespace KafkaAspire.Services.Tests.Security;

/// <summary>The settings of librdkafka that let a service in, in the three sections, as its environment.</summary>
internal sealed class SecureSettings
{
    private static readonly string[] Sections = ["Producer", "Consumer", "Admin"];
    private readonly Dictionary<string, string?> _client = [];
    private readonly Dictionary<string, string?> _service = [];

    private SecureSettings()
    {
    }

    /// <summary>Those of a user with a name and a password.</summary>
    public static SecureSettings Of(SecureKafka kafka, string user, string mechanism = "ScramSha512") => Trusting(kafka, mechanism)
        .Client("SaslUsername", user)
        .Client("SaslPassword", SecureKafka.PasswordOf(user));

    /// <summary>Those of someone with a token.</summary>
    public static SecureSettings Trusting(SecureKafka kafka, string mechanism) => new SecureSettings()
        .Client("SecurityProtocol", "SaslSsl")
        .Client("SaslMechanism", mechanism)
        .Client("SslCaLocation", kafka.AuthorityPath);

    /// <summary>A setting of the Kafka clients.</summary>
    public SecureSettings Client(string name, string? value)
    {
        _client[name] = value;
        return this;
    }

    /// <summary>A setting of the service.</summary>
    public SecureSettings Service(string name, string? value)
    {
        _service[name] = value;
        return this;
    }

    /// <summary>A producer that sends a few and ends.</summary>
    public ServiceProcess Produce(string brokers, int messages = 5) =>
        ServiceProcess.Producer(brokers, new(Environment()) { ["Producer__Generate__Messages"] = $"{messages}", ["Producer__Generate__Rate"] = "0" });

    /// <summary>A producer that waits for callers.</summary>
    public ServiceProcess Answer(string brokers) => ServiceProcess.Producer(brokers, new(Environment()) { ["Producer__Source"] = "http" });

    public ServiceProcess Consume(string brokers, string ledger) => ServiceProcess.Consumer(brokers, ledger, Environment());

    private Dictionary<string, string?> Environment()
    {
        var all = new Dictionary<string, string?>(_service);
        foreach (string section in Sections)
            foreach (var (name, value) in _client)
                all[$"Aspire__Confluent__Kafka__{section}__Config__{name}"] = value;
        return all;
    }
}
