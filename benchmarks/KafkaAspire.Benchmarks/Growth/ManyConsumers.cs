using Consumer.Service.Delivery;
using KafkaAspire.Benchmarks.Clusters;
using KafkaAspire.Benchmarks.Consume;
using KafkaAspire.Benchmarks.Hosts;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaAspire.Benchmarks.Growth;

/// <summary>
/// Consumers of one group that share a backlog. It is written once each has its partitions, and read once it is written: a consumer with a batch in
/// its hands would hold up the rebalance that the next one needs.
/// </summary>
internal static class ManyConsumers
{
    public static async Task<Sample> RunAsync(string brokers, int count)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string group = $"benchmark-{Guid.NewGuid():N}";
        var hosts = new List<ServiceHost>();
        await BenchmarkCluster.EmptyAsync(brokers, Topics.Transactions.Name);
        try
        {
            for (int i = 0; i < count; i++)
                hosts.Add(await ConsumerHost.StartAsync(
                    brokers,
                    [new("Consumer:Delivery", "at-least-once")],
                    builder => builder.Services.AddSingleton<ISink>(new GatedSink(gate.Task)),
                    group));
            var assignments = hosts.ConvertAll(host => host.Get<Assignment>());
            await ConsumerHost.UntilAsync(() =>
                assignments.TrueForAll(one => one.Partitions.Length > 0) && assignments.Sum(one => one.Partitions.Length) == Topics.Transactions.Partitions);
            var statuses = hosts.ConvertAll(host => host.Get<ConsumerStatus>());
            BenchmarkCluster.Fill(brokers, ConsumeBenchmark.Messages);
            gate.SetResult();
            var effort = new Effort();
            await ConsumerHost.UntilAsync(() => statuses.Sum(status => status.Applied) >= ConsumeBenchmark.Messages);
            return effort.RateOf(ConsumeBenchmark.Messages);
        }
        finally
        {
            foreach (var host in hosts)
                await host.DisposeAsync();
        }
    }

    private sealed class GatedSink(Task gate) : ISink
    {
        public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task<Outcome> ApplyAsync(Batch batch, CancellationToken cancellationToken)
        {
            await gate.WaitAsync(cancellationToken);
            return new(batch.Handled.Count, 0);
        }

        public Task<Outcome> ApplyWithOffsetsAsync(Batch batch, CancellationToken cancellationToken) => ApplyAsync(batch, cancellationToken);
    }
}
