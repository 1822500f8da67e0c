using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KafkaAspire.Hosting.Brokers;

namespace KafkaAspire.Hosting.Tests;

public class PemTextTests
{
    private static readonly string Made = TlsIdentity.Create("kafka", ["kafka-1", "kafka-2"]);

    [Fact]
    public void A_made_certificate_names_every_node_and_is_trusted_by_who_trusts_its_authority_only()
    {
        using var node = X509Certificate2.CreateFromPem(Made);
        Assert.All((string[])["localhost", "127.0.0.1", "kafka-1", "kafka-2"], host => Assert.True(node.MatchesHostname(host), host));
        Assert.False(node.MatchesHostname("kafka-3"));

        Assert.True(IsTrusted(node, Made));
        Assert.False(IsTrusted(node, TlsIdentity.Create("kafka", ["kafka-1", "kafka-2"])));
    }

    [Fact]
    public void The_nodes_text_is_one_line_that_says_where_its_lines_end()
    {
        string identity = PemText.Identity(Made, "it");
        Assert.DoesNotContain('\n', identity);
        Assert.Equal(Made.Trim(), identity.Replace("\\n", "\n"));
        // Read again, as it comes out of a settings file.
        Assert.Equal(identity, PemText.Identity(identity, "it"));
        Assert.Equal(identity, PemText.Identity(Made.Replace("\n", "\r\n"), "it"));
    }

    [Fact]
    public void Clients_get_the_certificates_and_never_the_key()
    {
        string certificates = PemText.Certificates(Made, "it");
        Assert.DoesNotContain("PRIVATE", certificates);
        var read = new X509Certificate2Collection();
        read.ImportFromPem(certificates);
        Assert.Equal(["CN=kafka", "CN=kafka authority"], read.Select(certificate => certificate.Subject));
    }

    [Fact]
    public void What_is_no_identity_is_named_with_what_it_holds()
    {
        Assert.Equal(
            "it holds nothing in PEM: expected in PEM one unencrypted PKCS #8 key ('-----BEGIN PRIVATE KEY-----') and its certificates, the authority's last",
            Assert.Throws<FormatException>(() => PemText.Identity("secret", "it")).Message);
        using var key = RSA.Create(2048);
        string old = key.ExportRSAPrivateKeyPem() + "\n" + PemText.Certificates(Made, "it");
        Assert.StartsWith("it holds 1 RSA PRIVATE KEY, 2 CERTIFICATE: expected", Assert.Throws<FormatException>(() => PemText.Identity(old, "it")).Message);
        Assert.Equal(
            "it holds 1 PRIVATE KEY: expected certificates in PEM ('-----BEGIN CERTIFICATE-----')",
            Assert.Throws<FormatException>(() => PemText.Certificates(key.ExportPkcs8PrivateKeyPem(), "it")).Message);
    }

    private static bool IsTrusted(X509Certificate2 node, string authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.ImportFromPem(PemText.Certificates(authority, "it"));
        return chain.Build(node);
    }
}
