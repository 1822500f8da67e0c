using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaAspire.Contracts;
using KafkaAspire.LocalCluster;
using KafkaAspire.Services.Tests.Running;

namespace KafkaAspire.Services.Tests.Security;

/// <summary>
/// A broker of Apache Kafka that encrypts, wants a login and allows nothing that no ACL allows; with a second listener whose certificate is of last
/// week, and one of its own for the tests, which may do everything.
/// </summary>
public sealed class SecureKafka : IAsyncLifetime
{
    private const string Modules = "org.apache.kafka.common.security";
    private static readonly string[] Users = ["producer", "consumer", "explorer"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("secure-kafka-");
    private readonly ConcurrentQueue<string> _output = new();
    private ChildProcess? _process;

    public string Login { get; } = $"localhost:{FreePort()}";

    public string Expired { get; } = $"localhost:{FreePort()}";

    /// <summary>In plain text, for the tests themselves.</summary>
    public string Own { get; } = $"127.0.0.1:{FreePort()}";

    public string AuthorityPath => Path.Combine(_folder.FullName, "authority.pem");

    public string StrangerPath => Path.Combine(_folder.FullName, "stranger.pem");

    public static string PasswordOf(string user) => $"password-of-{user}";

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("KAFKA_HOME") is not { Length: > 0 } home)
            return;
        var kafka = KafkaInstallation.Find(home);
        using (var ours = new Certificates("the tests' authority"))
        using (var others = new Certificates("a stranger"))
        {
            Write("authority.pem", ours.Authority);
            Write("stranger.pem", others.Authority);
            var (right, old) = (ours.Issue(), ours.Issue(expired: true));
            Write("server.pem", $"{right.Certificate}\n{right.Key}\n");
            Write("old.pem", $"{old.Certificate}\n{old.Key}\n");
        }
        string properties = Write("server.properties", Properties());
        string id = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)).TrimEnd('=').Replace('+', 'a').Replace('/', 'b');
        string[] scram = [.. Users.SelectMany(user => new[] { "--add-scram", $"SCRAM-SHA-512=[name={user},password={PasswordOf(user)}]" })];
        await using (var format = Run(kafka, 64, "kafka.tools.StorageTool", ["format", "-t", id, "-c", properties, .. scram]))
        {
            Assert.True(await format.Exited == 0, string.Join('\n', _output));
        }
        _process = Run(kafka, 300, "kafka.Kafka", properties);
        await Until.TrueAsync(() => Task.FromResult(MakeTopics()), () => string.Join('\n', _output.TakeLast(30)));
    }

    /// <summary>Skips the test where there is no Kafka.</summary>
    public void Need() => Assert.SkipWhen(_process is null, "needs Apache Kafka: KAFKA_HOME is not set");

    /// <summary>Makes these the only ACLs that there are.</summary>
    internal async Task AllowAsync(IReadOnlyCollection<AclBinding> acls)
    {
        using var admin = Admin();
        var all = new AclBindingFilter
        {
            PatternFilter = new() { Type = ResourceType.Any, ResourcePatternType = ResourcePatternType.Any },
            EntryFilter = new() { Operation = AclOperation.Any, PermissionType = AclPermissionType.Any },
        };
        await admin.DeleteAclsAsync([all]);
        // The client takes no empty list.
        if (acls.Any())
            await admin.CreateAclsAsync(acls);
        await UntilThereAsync(admin, all, acls.Count);
    }

    /// <summary>Adds one.</summary>
    internal async Task GrantAsync(AclBinding acl)
    {
        using var admin = Admin();
        await admin.CreateAclsAsync([acl]);
        await UntilThereAsync(admin, acl.ToFilter(), 1);
    }

    /// <summary>Takes one away.</summary>
    internal async Task ForbidAsync(AclBinding acl)
    {
        using var admin = Admin();
        await admin.DeleteAclsAsync([acl.ToFilter()]);
        await UntilThereAsync(admin, acl.ToFilter(), 0);
    }

    /// <summary>How often a client came to the listeners and was turned away, as the broker counts it.</summary>
    public int TurnedAway => _output.Count(line => line.Contains("Failed authentication", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    // The controller answers when it has written the change down; the broker that is asked from then on hears of it a moment later.
    private static Task UntilThereAsync(IAdminClient admin, AclBindingFilter filter, int count) => Until.TrueAsync(
        async () => (await admin.DescribeAclsAsync(filter)).AclBindings.Count == count, () => $"{count} ACLs for {filter}");

    private IAdminClient Admin() =>
        new AdminClientBuilder(new AdminClientConfig { BootstrapServers = Own }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    private bool MakeTopics()
    {
        Assert.False(_process!.HasExited, string.Join('\n', _output));
        try
        {
            using var admin = Admin();
            if (admin.GetMetadata(TimeSpan.FromSeconds(5)).Topics.Count == 0)
                admin.CreateTopicsAsync(Topics.All.Select(topic => new TopicSpecification { Name = topic.Name, NumPartitions = 2 })).GetAwaiter().GetResult();
            return true;
        }
        catch (KafkaException)
        {
            return false; // it is not up yet
        }
    }

    private string Properties()
    {
        int controller = FreePort();
        string plain = string.Join(' ', Users.Select(user => $"user_{user}=\"{PasswordOf(user)}\""));
        return $"""
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:{controller}
            controller.listener.names=CONTROLLER
            listeners=OWN://{Own},LOGIN://{Login},EXPIRED://{Expired},CONTROLLER://127.0.0.1:{controller}
            advertised.listeners=OWN://{Own},LOGIN://{Login},EXPIRED://{Expired}
            listener.security.protocol.map=OWN:PLAINTEXT,LOGIN:SASL_SSL,EXPIRED:SASL_SSL,CONTROLLER:PLAINTEXT
            inter.broker.listener.name=OWN
            sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512,OAUTHBEARER
            listener.name.login.plain.sasl.jaas.config={Modules}.plain.PlainLoginModule required {plain};
            listener.name.login.scram-sha-512.sasl.jaas.config={Modules}.scram.ScramLoginModule required;
            listener.name.login.oauthbearer.sasl.jaas.config={Modules}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";
            listener.name.expired.sasl.enabled.mechanisms=SCRAM-SHA-512
            listener.name.expired.scram-sha-512.sasl.jaas.config={Modules}.scram.ScramLoginModule required;
            ssl.keystore.type=PEM
            ssl.keystore.location={Path.Combine(_folder.FullName, "server.pem")}
            listener.name.expired.ssl.keystore.type=PEM
            listener.name.expired.ssl.keystore.location={Path.Combine(_folder.FullName, "old.pem")}
            authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
            super.users=User:ANONYMOUS
            auto.create.topics.enable=false
            log.dirs={Path.Combine(_folder.FullName, "data")}
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=1
            group.initial.rebalance.delay.ms=0
            message.max.bytes=100000
            """;
    }

    private ChildProcess Run(KafkaInstallation kafka, int heapMegabytes, string type, params string[] arguments) => new KafkaProgram(kafka, type, arguments)
    {
        HeapMegabytes = heapMegabytes,
        LoggingFile = Write("log4j2.properties", Logging),
        OnOutput = _output.Enqueue,
        OnError = _output.Enqueue,
        WorkingDirectory = _folder.FullName,
    }.Start();

    // The broker tells of each client that it turns away.
    private const string Logging = """
        appender.out.type=Console
        appender.out.name=OUT
        appender.out.layout.type=PatternLayout
        appender.out.layout.pattern=%p %c %m%n
        rootLogger.level=WARN
        rootLogger.appenderRef.out.ref=OUT
        logger.selector.name=org.apache.kafka.common.network.Selector
        logger.selector.level=INFO
        """;

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>The classes that share one secured broker run one after the other: the ACLs are everybody's.</summary>
[CollectionDefinition(Name)]
public sealed class SecureKafkaCollection : ICollectionFixture<SecureKafka>
{
    public const string Name = "secure Kafka";
}
