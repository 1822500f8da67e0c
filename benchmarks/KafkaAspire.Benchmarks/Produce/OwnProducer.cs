using KafkaAspire.Benchmarks.Hosts;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Contracts;
using Producer.Service;
using Producer.Service.Sending;

namespace KafkaAspire.Benchmarks.Produce;

/// <summary>Producer.Service's own sender, through which every source of it sends.</summary>
internal static class OwnProducer
{
    // A source that sends nothing by itself, and whose messages are given up like any other's.
    private static readonly Dictionary<string, string?> Settings = new() { ["Producer:Source"] = "http" };

    public static async Task<Sample> RunAsync(string brokers, Transaction[] transactions)
    {
        await using var host = await ServiceHost.StartAsync(brokers, Settings, builder => builder.AddProducer());
        var sender = host.Get<TransactionSender>();
        Send(sender, transactions, ProduceBenchmark.WarmUp);
        var effort = new Effort();
        Send(sender, transactions, ProduceBenchmark.Messages);
        var sample = effort.RateOf(ProduceBenchmark.Messages);
        return sender.Failed == 0 ? sample : throw new InvalidOperationException($"{sender.Failed} messages were not acknowledged");
    }

    private static void Send(TransactionSender sender, Transaction[] transactions, int messages)
    {
        for (int i = 0; i < messages; i++)
            sender.Send(transactions[i % transactions.Length], CancellationToken.None);
        sender.Flush(CancellationToken.None);
    }
}
