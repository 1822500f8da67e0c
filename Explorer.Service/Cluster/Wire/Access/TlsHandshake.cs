using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Hosting;

namespace Explorer.Service.Cluster.Wire;

/// <summary>TLS with the brokers, by librdkafka's settings.</summary>
/// <param name="authorities">Who is trusted; null for those whom the machine trusts.</param>
/// <param name="certificate">What a broker that asks for one is shown.</param>
/// <param name="isVerified">Whether a broker has to prove who it is.</param>
/// <param name="isNamed">Whether its certificate has to be for the host that was connected to.</param>
internal sealed class TlsHandshake(X509Certificate2Collection? authorities, SslStreamCertificateContext? certificate, bool isVerified, bool isNamed)
{
    /// <summary>Takes the settings over.</summary>
    /// <exception cref="ServiceSettingException">A certificate or key can't be read.</exception>
    public static TlsHandshake From(ClientConfig config) => new(
        Read("SslCaLocation", () => Authorities(config)), Read("SslCertificateLocation", () => Own(config)),
        config.EnableSslCertificateVerification ?? true, config.SslEndpointIdentificationAlgorithm is not SslEndpointIdentificationAlgorithm.None);

    /// <summary>Agrees on keys with a broker.</summary>
    /// <exception cref="System.Security.Authentication.AuthenticationException">It is not trusted.</exception>
    public async Task<Stream> ShakeAsync(Stream stream, string host, CancellationToken cancellationToken)
    {
        var secret = new SslStream(stream);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            ClientCertificateContext = certificate,
            RemoteCertificateValidationCallback = (_, _, _, errors) => !isVerified || (errors & ~Excused) == SslPolicyErrors.None,
        };
        if (authorities is not null)
        {
            options.CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }
        try
        {
            await secret.AuthenticateAsClientAsync(options, cancellationToken);
            return secret;
        }
        catch
        {
            await secret.DisposeAsync();
            throw;
        }
    }

    private SslPolicyErrors Excused => isNamed ? SslPolicyErrors.None : SslPolicyErrors.RemoteCertificateNameMismatch;

    private static X509Certificate2Collection? Authorities(ClientConfig config)
    {
        if ((config.SslCaPem ?? Text(config.SslCaLocation)) is not { } pem)
            return null;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pem);
        return authorities;
    }

    private static SslStreamCertificateContext? Own(ClientConfig config)
    {
        if (config.SslKeystoreLocation is { } store)
            return SslStreamCertificateContext.Create(X509CertificateLoader.LoadPkcs12FromFile(store, config.SslKeystorePassword), null, offline: true);
        if ((config.SslCertificatePem ?? Text(config.SslCertificateLocation)) is not { } pem)
            return null;
        string key = config.SslKeyPem ?? Text(config.SslKeyLocation) ?? pem;
        using var read = config.SslKeyPassword is { } password ? X509Certificate2.CreateFromEncryptedPem(pem, key, password) : X509Certificate2.CreateFromPem(pem, key);
        var others = new X509Certificate2Collection();
        others.ImportFromPem(pem);
        // Windows takes no key for TLS that was never part of a store.
        return SslStreamCertificateContext.Create(X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null), others, offline: true);
    }

    private static string? Text(string? path) => string.IsNullOrEmpty(path) || path == "probe" ? null : File.ReadAllText(path);

    private static T Read<T>(string setting, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new ServiceSettingException($"{BrokerAccess.Section}:{setting} (or its kin) can't be used: {e.Message}");
        }
    }
}
