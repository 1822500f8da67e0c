using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Explorer.Tests.Lag;

/// <summary>A broker of Apache Kafka with listeners of three kinds: TLS with a login, TLS with certificates on both sides, and a login in plain text.</summary>
public sealed class SecureBroker : IAsyncLifetime
{
    public const string User = "ledger", Password = "it-is-a-secret";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("secure-broker-");
    private readonly List<string> _lines = [];
    private ChildProcess? _process;

    public string Login { get; } = $"localhost:{FreePort()}";

    public string Mutual { get; } = $"localhost:{FreePort()}";

    public string PlainText { get; } = $"localhost:{FreePort()}";

    /// <summary>Who is to be trusted.</summary>
    public string Authority { get; private set; } = "";

    /// <summary>A certificate and its key, of the same authority.</summary>
    public string Client { get; private set; } = "";

    public string Output => string.Join('\n', _lines);

    public async ValueTask InitializeAsync()
    {
        if (TestEnvironment.Kafka is not { } kafka)
            return;
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = MakeAuthority(authorityKey, "the tests' authority");
        (Authority, Client) = (authority.ExportCertificatePem(), Issue(authority, "client"));
        string keys = Write("server.pem", Issue(authority, "localhost")), trusted = Write("trusted.pem", Authority);
        string properties = Write("server.properties", Properties(keys, trusted));
        string id = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)).TrimEnd('=').Replace('+', 'a').Replace('/', 'b');
        await using (var format = Run(kafka, 64, "kafka.tools.StorageTool", "format", "-t", id, "-c", properties,
            "--add-scram", $"SCRAM-SHA-256=[name={User},password={Password}]", "--add-scram", $"SCRAM-SHA-512=[name={User},password={Password}]"))
        {
            Assert.True(await format.Exited == 0, Output);
        }
        _process = Run(kafka, 300, "kafka.Kafka", properties);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>The certificate of an authority that nobody knows.</summary>
    public static string Stranger()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = MakeAuthority(key, "a stranger");
        return authority.ExportCertificatePem();
    }

    private string Properties(string keys, string trusted)
    {
        int controller = FreePort(), own = FreePort();
        string scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;";
        string plain = $"org.apache.kafka.common.security.plain.PlainLoginModule required user_{User}=\"{Password}\";";
        return $"""
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:{controller}
            controller.listener.names=CONTROLLER
            listeners=OWN://127.0.0.1:{own},LOGIN://{Login},MUTUAL://{Mutual},PLAIN://{PlainText},CONTROLLER://127.0.0.1:{controller}
            advertised.listeners=OWN://127.0.0.1:{own},LOGIN://{Login},MUTUAL://{Mutual},PLAIN://{PlainText}
            listener.security.protocol.map=OWN:PLAINTEXT,LOGIN:SASL_SSL,MUTUAL:SSL,PLAIN:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
            inter.broker.listener.name=OWN
            sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
            listener.name.login.plain.sasl.jaas.config={plain}
            listener.name.login.scram-sha-256.sasl.jaas.config={scram}
            listener.name.login.scram-sha-512.sasl.jaas.config={scram}
            listener.name.plain.plain.sasl.jaas.config={plain}
            listener.name.plain.scram-sha-256.sasl.jaas.config={scram}
            listener.name.plain.scram-sha-512.sasl.jaas.config={scram}
            ssl.keystore.type=PEM
            ssl.keystore.location={keys}
            ssl.truststore.type=PEM
            ssl.truststore.location={trusted}
            listener.name.mutual.ssl.client.auth=required
            log.dirs={Path.Combine(_folder.FullName, "data")}
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=3
            group.initial.rebalance.delay.ms=0
            """;
    }

    private ChildProcess Run(KafkaInstallation kafka, int heapMegabytes, string type, params string[] arguments) => new KafkaProgram(kafka, type, arguments)
    {
        HeapMegabytes = heapMegabytes,
        OnOutput = Note,
        OnError = Note,
        WorkingDirectory = _folder.FullName,
    }.Start();

    private void Note(string line)
    {
        lock (_lines)
            _lines.Add(line);
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static X509Certificate2 MakeAuthority(ECDsa key, string name)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static string Issue(X509Certificate2 authority, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(12), RandomNumberGenerator.GetBytes(8));
        return $"{issued.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
