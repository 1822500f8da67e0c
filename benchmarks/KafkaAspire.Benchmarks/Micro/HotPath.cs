using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using Consumer.Service.Ledger;
using KafkaAspire.Benchmarks.Clusters;
using KafkaAspire.Benchmarks.Databases;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;
using KafkaAspire.ServiceDefaults.Telemetry;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace KafkaAspire.Benchmarks.Micro;

/// <summary>What one message goes through, piece by piece.</summary>
[MemoryDiagnoser]
public class HotPath
{
    private const int BatchSize = 5_000;
    private static readonly Message<string, Transaction> Unsent = new() { Key = "key", Value = SampleTransactions.Make(1) };

    private readonly Transaction _transaction = SampleTransactions.Make(0);
    private byte[] _json = [];
    private Headers _headers = [];
    private TracerProvider _tracing = null!;
    private Activity _span = null!;
    private ClientTelemetry _client = null!;
    private SqliteFile _file = null!;
    private SqliteLedger _ledger = null!;
    private LedgerBatch _batch = null!;
    private long _written;

    [GlobalSetup]
    public async Task StartAsync()
    {
        _tracing = Sdk.CreateTracerProviderBuilder().AddSource(KafkaTelemetry.Name).Build();
        _span = KafkaTelemetry.Source.StartActivity("send transactions", ActivityKind.Producer)!;
        Activity.Current = null;
        _json = TransactionJson.Write(_transaction);
        _headers = TraceContext.Inject(_span, null);
        // A sampler whose second is used up, which is what nearly every message meets.
        _client = new("micro", new RateLimitedSampler(0), null);
        _file = new();
        _ledger = new(new SqliteConnectionStringBuilder(_file.ConnectionString), deduplicate: true, NullLogger<SqliteLedger>.Instance);
        await _ledger.CreateSchemaAsync(CancellationToken.None);
    }

    [Benchmark]
    public byte[] Serialize() => TransactionJson.Write(_transaction);

    [Benchmark]
    public Transaction? Deserialize() => TransactionJson.Read(_json, out _);

    [Benchmark]
    public object? PropagateUnsampled() => SendSpan.Start(_client, Topics.Transactions.Name, Unsent);

    [Benchmark]
    public Headers PropagateInject() => TraceContext.Inject(_span, null);

    [Benchmark]
    public ActivityContext PropagateExtract() => TraceContext.Extract(_headers).ActivityContext;

    // New ids for each, or all but the first would be suppressed.
    [IterationSetup(Target = nameof(Settle))]
    public void NextBatch()
    {
        var entries = SampleTransactions.Make((int)_written, BatchSize).Select((transaction, index) => new LedgerEntry(transaction, 0, _written + index)).ToList();
        _batch = new(Topics.Transactions.Name, "log", entries, [new(0, _written == 0 ? null : _written, _written + BatchSize)]);
        _written += BatchSize;
    }

    [Benchmark(OperationsPerInvoke = BatchSize)]
    public async Task Settle()
    {
        var result = await _ledger.WriteAsync(_batch, CancellationToken.None);
        if (result.Applied != BatchSize)
            throw new InvalidOperationException($"{result.Applied} of {BatchSize} transactions took effect");
    }

    [GlobalCleanup]
    public void Stop()
    {
        _span.Dispose();
        _tracing.Dispose();
        _ledger.Dispose();
        _file.Dispose();
    }
}
