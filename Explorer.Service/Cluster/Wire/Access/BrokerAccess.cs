using System.Net.Sockets;
using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Hosting;

namespace Explorer.Service.Cluster.Wire;

/// <summary>How the brokers are spoken to, by the settings of the admin client: in plain text or by TLS, with or without a login.</summary>
/// <param name="tls">Makes connections secret; null for plain text.</param>
/// <param name="login">Logs in; null where nobody has to.</param>
internal sealed class BrokerAccess(TlsHandshake? tls, SaslLogin? login)
{
    /// <summary>The section with the admin client's settings.</summary>
    public const string Section = "Aspire:Confluent:Kafka:Admin:Config";

    public static readonly BrokerAccess Plain = new(null, null);

    /// <summary>Takes the settings over.</summary>
    /// <exception cref="ServiceSettingException">They ask for something that is not known here, or name a file that can't be read.</exception>
    public static BrokerAccess From(ClientConfig config)
    {
        var protocol = config.SecurityProtocol ?? SecurityProtocol.Plaintext;
        return new(
            protocol is SecurityProtocol.Ssl or SecurityProtocol.SaslSsl ? TlsHandshake.From(config) : null,
            protocol is SecurityProtocol.SaslPlaintext or SecurityProtocol.SaslSsl ? SaslLogin.From(config) : null);
    }

    /// <summary>Connects to a broker and, where it has to be, logs in.</summary>
    /// <exception cref="SocketException">It cannot be reached.</exception>
    /// <exception cref="IOException">It left meanwhile.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">It is not the broker that it should be.</exception>
    /// <exception cref="KafkaException">It refused the login.</exception>
    public async Task<BrokerConversation> OpenAsync(string host, int port, CancellationToken cancellationToken)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(host, port, cancellationToken);
            Stream stream = client.GetStream();
            if (tls is not null)
                stream = await tls.ShakeAsync(stream, host, cancellationToken);
            var conversation = new BrokerConversation(client, stream);
            if (login is not null)
                await login.LogInAsync(conversation, cancellationToken);
            return conversation;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
