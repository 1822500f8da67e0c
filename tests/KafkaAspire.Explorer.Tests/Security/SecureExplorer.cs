using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaAspire.Contracts;
using KafkaAspire.Contracts.DeadLetters;
using KafkaAspire.Explorer.Tests.Proof;
using KafkaAspire.Services.Tests.Security;

namespace KafkaAspire.Explorer.Tests.Security;

/// <summary>A broker that allows nothing that no ACL allows, with something of everything in it, and an Explorer that logs in to it as a user without ACLs.</summary>
public sealed class SecureExplorer : IAsyncLifetime
{
    /// <summary>What the group has read of the messages on partition 0: all but the last.</summary>
    public static readonly TopicPartitionOffset Read = new(Topics.Transactions.Name, 0, 6);

    private const string User = "explorer";
    private ExplorerProcess? _explorer;

    /// <summary>The ACLs with which the page lets it look.</summary>
    internal static List<AclBinding> ToLook => AclList.Below("### The Explorer");

    public SecureKafka Kafka { get; } = new();

    public ExplorerProcess Explorer
    {
        get
        {
            Assert.SkipWhen(_explorer is null, TestEnvironment.KafkaMissing);
            return _explorer!;
        }
    }

    /// <summary>What lets an Explorer in.</summary>
    public IEnumerable<(string, string)> Settings(string? password = null) =>
        from section in new[] { "Producer", "Consumer", "Admin" }
        from setting in new[]
        {
            ("SecurityProtocol", "SaslSsl"), ("SaslMechanism", "ScramSha512"), ("SslCaLocation", Kafka.AuthorityPath),
            ("SaslUsername", User), ("SaslPassword", password ?? SecureKafka.PasswordOf(User)),
        }
        select ($"Aspire__Confluent__Kafka__{section}__Config__{setting.Item1}", setting.Item2);

    /// <summary>Makes these the only ACLs that there are.</summary>
    internal async Task AllowAsync(IEnumerable<AclBinding> acls)
    {
        Assert.SkipWhen(_explorer is null, TestEnvironment.KafkaMissing);
        await Kafka.AllowAsync([.. acls]);
    }

    /// <summary>Lets it look, and do besides what these ACLs allow; and waits until it sees what it may.</summary>
    internal async Task LookAndAsync(params IEnumerable<AclBinding> acls)
    {
        await AllowAsync([.. ToLook, .. acls]);
        await Eventually.TrueAsync(
            async () => await Explorer.Http.GetStringAsync("/api/cluster/gaps", TestContext.Current.CancellationToken) == "[]", "the Explorer sees everything");
    }

    /// <summary>An ACL with something else in the place of what it allows, or of what for.</summary>
    internal static AclBinding With(AclBinding acl, AclOperation? operation = null, string? name = null) => new()
    {
        Pattern = new() { Type = acl.Pattern.Type, Name = name ?? acl.Pattern.Name, ResourcePatternType = acl.Pattern.ResourcePatternType },
        Entry = new() { Principal = acl.Entry.Principal, Host = acl.Entry.Host, Operation = operation ?? acl.Entry.Operation, PermissionType = acl.Entry.PermissionType },
    };

    public async ValueTask InitializeAsync()
    {
        if (TestEnvironment.Kafka is null)
            return;
        await Kafka.InitializeAsync();
        await FillAsync();
        _explorer = await StartAsync(Settings());
    }

    /// <summary>Starts an Explorer on the broker's listener with a login. A loaded machine takes its time for one.</summary>
    public Task<ExplorerProcess> StartAsync(IEnumerable<(string, string)> settings, params (string, string)[] others) =>
        ExplorerProcess.StartAsync(Kafka.Login, [("Explorer__Effects", "settlements"), ("Explorer__RequestTimeout", "00:00:05"), .. settings, .. others]);

    public async ValueTask DisposeAsync()
    {
        if (_explorer is not null)
            await _explorer.DisposeAsync();
        await Kafka.DisposeAsync();
    }

    // Five that were settled, one that was put aside, and one that waits.
    private async Task FillAsync()
    {
        byte[][] transactions = [.. Enumerable.Range(0, 6).Select(_ => TransactionJson.Write(ProofFixture.Deposit("secure")))];
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = Kafka.Own }).Build();
        foreach (byte[] transaction in transactions[..5])
        {
            await SendAsync(Topics.Transactions, transaction, []);
            await SendAsync(Topics.Settlements, transaction, []);
        }
        var origin = await SendAsync(Topics.Transactions, "poison"u8.ToArray(), []);
        var headers = new Headers();
        DeadLetterHeaders.AddOrigin(headers, origin);
        DeadLetterHeaders.Add(headers, DeadLetterHeaders.Reason, "NotATransaction");
        await SendAsync(Topics.TransactionsDeadLetter, "poison"u8.ToArray(), headers);
        await SendAsync(Topics.Transactions, transactions[5], []);
        await Traffic.CommitAsync(Kafka.Own, "ledger", Read);

        async Task<TopicPartitionOffset> SendAsync(TopicSpec topic, byte[] value, Headers headers) => (await producer.ProduceAsync(
            new TopicPartition(topic.Name, 0), new() { Key = Encoding.UTF8.GetBytes("secure"), Value = value, Headers = headers })).TopicPartitionOffset;
    }
}

/// <summary>The classes that share one secured broker run one after the other: the ACLs are everybody's.</summary>
[CollectionDefinition(Name)]
public sealed class SecureExplorerCollection : ICollectionFixture<SecureExplorer>
{
    public const string Name = "secure Explorer";
}
