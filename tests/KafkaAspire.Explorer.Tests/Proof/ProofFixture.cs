using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.Contracts.Journal;
using KafkaAspire.LocalCluster;
using Microsoft.Data.Sqlite;

namespace KafkaAspire.Explorer.Tests.Proof;

/// <summary>
/// A broker of Apache Kafka with the app's topics, a real consumer service that fills a ledger in SQLite, a producer's journal, and an Explorer that is
/// told of all of them.
/// </summary>
public sealed class ProofFixture : ClusterFixture
{
    public const string FrozenAccount = "frozen";

    private readonly string _directory = Directory.CreateTempSubdirectory("proof-").FullName;
    private readonly ConcurrentQueue<string> _consumerLines = [];
    private ChildProcess? _consumer;

    public string LedgerFile => Path.Combine(_directory, "ledger.db");

    public string Journal => Path.Combine(_directory, "journal");

    public override (string, string)[] Settings => [("ConnectionStrings__ledger", $"Data Source={LedgerFile}"), ("Explorer__Journal", Journal)];

    public string ConsumerLog => string.Join('\n', _consumerLines);

    protected override async Task<ILocalCluster?> StartAsync() => TestEnvironment.Kafka is { } installation
        ? await ProcessCluster.StartAsync(new()
        {
            Installation = installation, Brokers = 1, Topics = [.. Topics.All.Select(topic => new TopicDeclaration(topic.Name, topic.Partitions))],
        })
        : null;

    protected override Task FillAsync()
    {
        StartConsumer(FrozenAccount);
        return Task.CompletedTask;
    }

    protected override async Task EmptyAsync()
    {
        await StopConsumerAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Starts the consumer service.</summary>
    /// <param name="frozen">An account whose transactions it refuses.</param>
    public void StartConsumer(string frozen = "") => _consumer = ChildProcess.Start(
        new("dotnet", Path.Combine(AppContext.BaseDirectory, "Consumer.Service.dll"))
        {
            Environment = new Dictionary<string, string?>
            {
                ["ConnectionStrings__kafka"] = Cluster.BootstrapServers,
                ["ConnectionStrings__ledger"] = $"Data Source={LedgerFile}",
                ["Consumer__Handler__FrozenAccounts"] = frozen,
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["ASPNETCORE_ENVIRONMENT"] = null,
                ["DOTNET_ENVIRONMENT"] = null,
                ["OTEL_SERVICE_NAME"] = "consumer-1",
            },
            OnOutput = _consumerLines.Enqueue,
            OnError = _consumerLines.Enqueue,
        });

    public async Task StopConsumerAsync()
    {
        if (_consumer is null)
            return;
        await _consumer.TerminateAsync(TimeSpan.FromSeconds(30));
        await _consumer.DisposeAsync();
        _consumer = null;
    }

    /// <summary>Sends deposits, notes their acknowledgements in the journal, and gives their places.</summary>
    public async Task<List<TopicPartitionOffset>> DepositAsync(string account, int count)
    {
        var transactions = Enumerable.Range(0, count).Select(_ => Deposit(account)).ToList();
        var places = await SendAsync([.. transactions.Select(transaction => (account, TransactionJson.Write(transaction)))]);
        using var journal = new AcknowledgementJournal(Journal, "tests", keepRecords: false);
        foreach (var (transaction, place) in transactions.Zip(places))
            journal.Add(transaction, place.Partition.Value, place.Offset.Value);
        return places;
    }

    public static Transaction Deposit(string account) => new()
    {
        Id = Guid.CreateVersion7(), Account = account, Kind = TransactionKind.Deposit, Amount = 100, Currency = "EUR", Time = DateTimeOffset.UtcNow,
    };

    public async Task<List<TopicPartitionOffset>> SendAsync(params (string Key, byte[] Value)[] messages)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig
        {
            BootstrapServers = Cluster.BootstrapServers, EnableIdempotence = true, Partitioner = Confluent.Kafka.Partitioner.Murmur2Random,
        }).Build();
        var answers = await Task.WhenAll(messages.Select(message =>
            producer.ProduceAsync(Topics.Transactions.Name, new() { Key = Encoding.UTF8.GetBytes(message.Key), Value = message.Value })));
        return [.. answers.Select(answer => answer.TopicPartitionOffset)];
    }

    /// <summary>Sends a transaction to a partition of one's choice.</summary>
    public async Task<TopicPartitionOffset> SendToAsync(int partition, string key, Transaction transaction)
    {
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = Cluster.BootstrapServers }).Build();
        return (await producer.ProduceAsync(new TopicPartition(Topics.Transactions.Name, partition), new() { Key = key, Value = TransactionJson.Write(transaction) })).TopicPartitionOffset;
    }

    /// <summary>Asks the ledger for a number.</summary>
    public long Count(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={LedgerFile};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar());
    }

    /// <summary>Does something to the ledger behind everybody's back.</summary>
    public int Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={LedgerFile};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 30000; " + sql;
        return command.ExecuteNonQuery();
    }
}

/// <summary>These tests share one cluster, and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ProofCollection : ICollectionFixture<ProofFixture>
{
    public const string Name = "proof";
}
