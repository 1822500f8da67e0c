using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using KafkaAspire.Benchmarks.Clusters;
using KafkaAspire.Benchmarks.Hosts;
using KafkaAspire.Contracts;
using KafkaAspire.LocalCluster;
using KafkaAspire.ServiceDefaults.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;
using Microsoft.Extensions.Hosting;

namespace KafkaAspire.Benchmarks.Allocations;

/// <summary>The same messages read again and again in batches, without headers as what is not sampled comes.</summary>
[MemoryDiagnoser]
public class ConsumeAllocations
{
    private const int BatchSize = 5_000;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(200);
    private static readonly List<TopicPartitionOffset> Beginning =
        [.. Enumerable.Range(0, Topics.Transactions.Partitions).Select(partition => new TopicPartitionOffset(Topics.Transactions.Name, partition, Offset.Beginning))];

    private readonly List<ConsumeResult<byte[], byte[]>> _batch = [];
    private readonly ProcessSpans<byte[], byte[]> _spans = new();
    private ILocalCluster _cluster = null!;
    private IConsumer<byte[], byte[]> _bare = null!;
    private InstrumentedConsumer<byte[], byte[]> _consumer = null!;
    private ServiceHost? _instrumented;

    [GlobalSetup(Target = nameof(Bare))]
    public void StartBare()
    {
        Start();
        _bare = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig
        {
            BootstrapServers = _cluster.BootstrapServers, GroupId = "bare", EnableAutoOffsetStore = false, FetchQueueBackoffMs = 5, QueuedMaxMessagesKbytes = 32 * 1024,
        }).Build();
    }

    [GlobalSetup(Target = nameof(Unsampled))]
    public void StartUnsampled() => StartInstrumented("0");

    [GlobalSetup(Target = nameof(DefaultSampling))]
    public void StartDefaultSampling() => StartInstrumented(null);

    [IterationSetup]
    public void Rewind() => _bare.Assign(Beginning);

    [Benchmark(Baseline = true, OperationsPerInvoke = AllocationBenchmark.Messages)]
    public int Bare()
    {
        int read = 0;
        while (read < AllocationBenchmark.Messages)
        {
            _batch.Clear();
            for (var result = _bare.Consume(Wait); result is not null; result = _batch.Count < BatchSize ? _bare.Consume(TimeSpan.Zero) : null)
                _batch.Add(result);
            read += _batch.Count;
        }
        return read;
    }

    [Benchmark(OperationsPerInvoke = AllocationBenchmark.Messages)]
    public int Unsampled() => Read();

    [Benchmark(OperationsPerInvoke = AllocationBenchmark.Messages)]
    public int DefaultSampling() => Read();

    [GlobalCleanup]
    public async Task StopAsync()
    {
        _bare.Dispose();
        if (_instrumented is not null)
            await _instrumented.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    private int Read()
    {
        int read = 0;
        while (read < AllocationBenchmark.Messages)
        {
            _batch.Clear();
            _consumer.Poll(_batch, BatchSize, Wait);
            if (_batch.Count == 0)
                continue;
            _spans.Start(_consumer, Topics.Transactions.Name, _batch);
            _spans.End(null);
            read += _batch.Count;
        }
        return read;
    }

    private void StartInstrumented(string? tracesPerSecond)
    {
        Start();
        _instrumented = ServiceHost.StartAsync(_cluster.BootstrapServers, [new("Telemetry:TracesPerSecond", tracesPerSecond)], builder => builder
            .AddKafkaAdmin()
            .AddKafkaConsumer<byte[], byte[]>((_, _) => { }, "instrumented")).GetAwaiter().GetResult();
        _consumer = _instrumented.Get<InstrumentedConsumer<byte[], byte[]>>();
        _bare = _consumer.Client;
    }

    private void Start()
    {
        _cluster = BenchmarkCluster.StartAsync().GetAwaiter().GetResult();
        BenchmarkCluster.Fill(_cluster.BootstrapServers, AllocationBenchmark.Messages);
    }
}
