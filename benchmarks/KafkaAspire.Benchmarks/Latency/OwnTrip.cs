using Confluent.Kafka;
using Consumer.Service.Delivery;
using Consumer.Service.Ledger;
using KafkaAspire.Benchmarks.Clusters;
using KafkaAspire.Benchmarks.Databases;
using KafkaAspire.Benchmarks.Hosts;
using KafkaAspire.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Producer.Service;
using Producer.Service.Sending;

namespace KafkaAspire.Benchmarks.Latency;

/// <summary>Both services, as they ship: from the sender to the commit in the ledger.</summary>
internal static class OwnTrip
{
    public static async Task<Latencies> RunAsync(string brokers)
    {
        var latencies = new Latencies();
        using var file = new SqliteFile();
        await using var consumer = await ConsumerHost.StartAsync(
            brokers,
            [new("ConnectionStrings:ledger", file.ConnectionString)],
            builder =>
            {
                builder.Services.AddSingleton<LedgerSink>();
                builder.Services.AddSingleton<ISink>(services => new TimedSink(services.GetRequiredService<LedgerSink>(), latencies));
            });
        await using var producer = await ServiceHost.StartAsync(
            brokers, new Dictionary<string, string?> { ["Producer:Source"] = "http" }, builder => builder.AddProducer());
        var assignment = consumer.Get<Assignment>();
        await ConsumerHost.UntilAsync(() => assignment.Partitions.Length == Topics.Transactions.Partitions);
        var sender = producer.Get<TransactionSender>();
        await Task.Factory.StartNew(() => latencies.SendAll(number => sender.Send(SampleTransactions.Make(number), CancellationToken.None)), TaskCreationOptions.LongRunning);
        await ConsumerHost.UntilAsync(() => latencies.IsComplete);
        await BenchmarkCluster.EmptyAsync(brokers, Topics.Transactions.Name);
        return latencies;
    }

    /// <summary>The ledger, and a clock behind it.</summary>
    private sealed class TimedSink(LedgerSink ledger, Latencies latencies) : ISink, IOffsetStore
    {
        public Task OpenAsync(CancellationToken cancellationToken) => ledger.OpenAsync(cancellationToken);

        public List<TopicPartitionOffset> FindPositions(IReadOnlyCollection<TopicPartition> partitions) => ledger.FindPositions(partitions);

        public async Task<Outcome> ApplyAsync(Batch batch, CancellationToken cancellationToken) => Timed(batch, await ledger.ApplyAsync(batch, cancellationToken));

        public async Task<Outcome> ApplyWithOffsetsAsync(Batch batch, CancellationToken cancellationToken) =>
            Timed(batch, await ledger.ApplyWithOffsetsAsync(batch, cancellationToken));

        // A transaction's amount tells its number.
        private Outcome Timed(Batch batch, Outcome outcome)
        {
            if (outcome.Refusal is null)
                batch.Handled.ForEach(handled => latencies.Arrived((int)handled.Transaction.Amount - 1));
            return outcome;
        }
    }
}
