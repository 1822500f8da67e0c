using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using KafkaAspire.Benchmarks.Clusters;
using KafkaAspire.Benchmarks.Hosts;
using KafkaAspire.Contracts;
using KafkaAspire.LocalCluster;
using Microsoft.Extensions.Hosting;

namespace KafkaAspire.Benchmarks.Allocations;

/// <summary>Messages sent without waiting for each answer, one delivery handler for all, until the last is acknowledged.</summary>
[MemoryDiagnoser]
public class ProduceAllocations
{
    private readonly byte[] _value = new byte[200];
    private readonly SemaphoreSlim _allAnswered = new(0);
    private Action<DeliveryReport<string, byte[]>> _onDelivered = null!;
    private ILocalCluster _cluster = null!;
    private IProducer<string, byte[]> _producer = null!;
    private ServiceHost? _instrumented;
    private int _answers;

    [GlobalSetup(Target = nameof(Bare))]
    public void StartBare()
    {
        Start();
        var config = new ProducerConfig
        {
            BootstrapServers = _cluster.BootstrapServers, EnableIdempotence = true, Acks = Acks.All, LingerMs = 5, QueueBufferingMaxMessages = AllocationBenchmark.Messages + 1,
        };
        _producer = new ProducerBuilder<string, byte[]>(config).Build();
    }

    [GlobalSetup(Target = nameof(Unsampled))]
    public void StartUnsampled() => StartInstrumented("0");

    [GlobalSetup(Target = nameof(DefaultSampling))]
    public void StartDefaultSampling() => StartInstrumented(null);

    [Benchmark(Baseline = true, OperationsPerInvoke = AllocationBenchmark.Messages)]
    public Task Bare() => SendAsync();

    [Benchmark(OperationsPerInvoke = AllocationBenchmark.Messages)]
    public Task Unsampled() => SendAsync();

    [Benchmark(OperationsPerInvoke = AllocationBenchmark.Messages)]
    public Task DefaultSampling() => SendAsync();

    [GlobalCleanup]
    public async Task StopAsync()
    {
        _producer.Dispose();
        if (_instrumented is not null)
            await _instrumented.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    private void StartInstrumented(string? tracesPerSecond)
    {
        Start();
        _instrumented = ServiceHost.StartAsync(_cluster.BootstrapServers, [new("Telemetry:TracesPerSecond", tracesPerSecond)], builder => builder
            .AddKafkaAdmin()
            .AddKafkaProducer<string, byte[]>(configure: config => config.QueueBufferingMaxMessages = AllocationBenchmark.Messages + 1)).GetAwaiter().GetResult();
        _producer = _instrumented.Get<IProducer<string, byte[]>>();
    }

    private void Start()
    {
        _cluster = BenchmarkCluster.StartAsync().GetAwaiter().GetResult();
        _onDelivered = OnDelivered;
    }

    private Task SendAsync()
    {
        _answers = 0;
        for (int i = 0; i < AllocationBenchmark.Messages; i++)
            _producer.Produce(Topics.Transactions.Name, new() { Key = "key", Value = _value }, _onDelivered);
        return _allAnswered.WaitAsync();
    }

    private void OnDelivered(DeliveryReport<string, byte[]> report)
    {
        if (report.Error.IsError)
            throw new InvalidOperationException(report.Error.Reason);
        if (Interlocked.Increment(ref _answers) == AllocationBenchmark.Messages)
            _allAnswered.Release();
    }
}
