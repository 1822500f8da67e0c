using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Confluent.Kafka;

namespace KafkaAspire.ServiceDefaults.Kafka.Access;

/// <summary>
/// Looks once more, and more closely, at a certificate that a client did not like: whether it is for another name, out of its time, or from an
/// authority that is not trusted. The three want three different things done.
/// </summary>
internal static class BrokerCertificate
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Connects to the broker, says nothing to it, and tells what is wrong with its certificate in one line; null where nothing is found.</summary>
    public static string? FindFault(string broker, ClientConfig config, string section)
    {
        int colon = broker.LastIndexOf(':');
        string host = broker[..colon].Trim('[', ']');
        string? fault = null;
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            using var client = new TcpClient();
            client.ConnectAsync(host, int.Parse(broker[(colon + 1)..]), patience.Token).AsTask().GetAwaiter().GetResult();
            using var stream = new SslStream(client.GetStream());
            stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = host,
                CertificateChainPolicy = Trust(config),
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                {
                    fault = Describe(host, broker, (X509Certificate2?)certificate, chain, errors, section);
                    return false;
                },
            }, patience.Token).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is AuthenticationException or IOException or SocketException or OperationCanceledException or FormatException or CryptographicException)
        {
            // Refused by the callback, or gone meanwhile: then what librdkafka said has to do.
            return fault;
        }
        return fault;
    }

    private static string? Describe(string host, string broker, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors, string section)
    {
        if (certificate is null)
            return null;
        if (DateTime.UtcNow is var now && (now > certificate.NotAfter.ToUniversalTime() || now < certificate.NotBefore.ToUniversalTime()))
            return $"Kafka at {broker} shows a certificate that is valid from {Day(certificate.NotBefore)} to {Day(certificate.NotAfter)} only: the broker needs a new one";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && !errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
            return $"Kafka at {broker} shows a certificate for {Names(certificate)}, not for \"{host}\": ConnectionStrings:kafka and the broker's advertised listener have to name it as its certificate does";
        bool isUnknown = chain?.ChainStatus.Any(status => status.Status is X509ChainStatusFlags.PartialChain or X509ChainStatusFlags.UntrustedRoot) == true;
        return isUnknown
            ? $"Kafka at {broker} shows a certificate of \"{certificate.Issuer}\", whom this service does not trust: {section}:SslCaLocation (or SslCaPem) has to hold that authority's certificate"
            : null;
    }

    private static X509ChainPolicy Trust(ClientConfig config)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if ((config.SslCaPem ?? (File.Exists(config.SslCaLocation) ? File.ReadAllText(config.SslCaLocation) : null)) is { } pem)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.ImportFromPem(pem);
        }
        return policy;
    }

    private static string Names(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault()?.EnumerateDnsNames().ToArray() is { Length: > 0 } names
            ? string.Join(", ", names.Select(name => $"\"{name}\""))
            : $"\"{certificate.Subject}\"";

    private static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm") + " UTC";
}
