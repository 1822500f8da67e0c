using System.Text;
using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Hosting;

namespace Explorer.Service.Cluster.Wire;

/// <summary>Logs in with a name and a password (SASL): a SaslHandshake request names the mechanism, SaslAuthenticate requests carry it out.</summary>
/// <param name="mechanism">PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512.</param>
/// <param name="user">The name.</param>
/// <param name="password">The password.</param>
internal sealed class SaslLogin(SaslMechanism mechanism, string user, string password)
{
    /// <summary>Takes the settings over.</summary>
    /// <exception cref="ServiceSettingException">Another mechanism is asked for, or a name or password is missing.</exception>
    public static SaslLogin From(ClientConfig config)
    {
        var mechanism = config.SaslMechanism ?? SaslMechanism.Gssapi;
        if (mechanism is not (SaslMechanism.Plain or SaslMechanism.ScramSha256 or SaslMechanism.ScramSha512))
            throw new ServiceSettingException($"{BrokerAccess.Section}:SaslMechanism is \"{mechanism}\"; allowed are Plain, ScramSha256, ScramSha512");
        return new(mechanism, Required(nameof(config.SaslUsername), config.SaslUsername), Required(nameof(config.SaslPassword), config.SaslPassword));
    }

    /// <summary>Logs in.</summary>
    /// <exception cref="KafkaException">The broker refused.</exception>
    /// <exception cref="IOException">The broker left.</exception>
    public async Task LogInAsync(BrokerConversation broker, CancellationToken cancellationToken)
    {
        await AgreeAsync(broker, cancellationToken);
        if (mechanism == SaslMechanism.Plain)
        {
            await SendAsync(broker, Encoding.UTF8.GetBytes($"\0{user}\0{password}"), cancellationToken);
            return;
        }
        var scram = new ScramExchange(mechanism == SaslMechanism.ScramSha256 ? ScramHash.Sha256 : ScramHash.Sha512, user, password, ScramExchange.NewNonce());
        byte[] challenge = await SendAsync(broker, Encoding.UTF8.GetBytes(scram.First), cancellationToken);
        string final = scram.Answer(Encoding.UTF8.GetString(challenge));
        byte[] outcome = await SendAsync(broker, Encoding.UTF8.GetBytes(final), cancellationToken);
        scram.CheckServer(Encoding.UTF8.GetString(outcome));
    }

    private async Task AgreeAsync(BrokerConversation broker, CancellationToken cancellationToken)
    {
        string name = mechanism switch { SaslMechanism.Plain => "PLAIN", SaslMechanism.ScramSha256 => "SCRAM-SHA-256", _ => "SCRAM-SHA-512" };
        var request = new RequestWriter(api: 17, version: 1, flexible: false).String(name);
        byte[] answer = await broker.AskAsync(request, cancellationToken) ?? throw new IOException("it closed the connection when asked for a login");
        if (new AnswerReader(answer, flexible: false).Error() is var error and not ErrorCode.NoError)
            throw new KafkaException(new Error(error, $"it takes no {name} login"));
    }

    private static async Task<byte[]> SendAsync(BrokerConversation broker, byte[] message, CancellationToken cancellationToken)
    {
        var request = new RequestWriter(api: 36, version: 1, flexible: false).Bytes(message);
        return Read(await broker.AskAsync(request, cancellationToken) ?? throw new IOException("it closed the connection during the login"));
    }

    internal static byte[] Read(ReadOnlySpan<byte> answer)
    {
        var reader = new AnswerReader(answer, flexible: false);
        var error = reader.Error();
        string reason = reader.String();
        return error == ErrorCode.NoError
            ? reader.Bytes().ToArray()
            : throw new KafkaException(new Error(error, string.IsNullOrWhiteSpace(reason) ? error.GetReason() : TransactionRules.Printable(reason)));
    }

    private static string Required(string setting, string? value) =>
        string.IsNullOrEmpty(value) ? throw new ServiceSettingException($"{BrokerAccess.Section}:{setting} is not set; a login needs it") : value;
}
