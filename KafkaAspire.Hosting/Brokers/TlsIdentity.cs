using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KafkaAspire.Hosting.Brokers;

/// <summary>Makes a certificate for the nodes of a cluster on a developer's machine.</summary>
internal static class TlsIdentity
{
    private const int Years = 10;

    /// <summary>
    /// The nodes' private key, their certificate, and that of the authority which has signed nothing else and whose own key is forgotten at once:
    /// nobody who trusts it trusts anything but this cluster.
    /// </summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="hosts">What the nodes are called, beside localhost.</param>
    /// <returns>The three in PEM.</returns>
    public static string Create(string cluster, IEnumerable<string> hosts)
    {
        // A clock that is a little behind in a container must not find a certificate of the future.
        DateTimeOffset from = DateTimeOffset.UtcNow.AddDays(-1), to = from.AddYears(Years);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 authority = Authority(cluster, authorityKey).CreateSelfSigned(from, to);
        using var nodeKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 node = Node(cluster, hosts, nodeKey).Create(authority, from, to, RandomNumberGenerator.GetBytes(16));
        return string.Join('\n', nodeKey.ExportPkcs8PrivateKeyPem(), node.ExportCertificatePem(), authority.ExportCertificatePem());
    }

    private static CertificateRequest Authority(string cluster, ECDsa key)
    {
        var request = new CertificateRequest($"CN={cluster} authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static CertificateRequest Node(string cluster, IEnumerable<string> hosts, ECDsa key)
    {
        var request = new CertificateRequest($"CN={cluster}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (string host in hosts.Prepend("localhost"))
            names.AddDnsName(host);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        // A node is a server to clients and to other nodes, and a client of other nodes.
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], critical: false));
        return request;
    }
}
