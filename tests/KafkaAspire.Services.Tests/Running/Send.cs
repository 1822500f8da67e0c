using Confluent.Kafka;
using KafkaAspire.Contracts;

namespace KafkaAspire.Services.Tests.Running;

/// <summary>Sends messages with a client that shares nothing with the app.</summary>
internal static class Send
{
    /// <summary>Sends transactions, each keyed by its account, and waits for every acknowledgement.</summary>
    public static Task TransactionsAsync(string brokers, IEnumerable<Transaction> transactions) =>
        MessagesAsync(brokers, transactions.Select(transaction => (transaction.Account, TransactionJson.Write(transaction))));

    /// <summary>Sends keys and values as they are, and waits for every acknowledgement.</summary>
    public static async Task MessagesAsync(string brokers, IEnumerable<(string Key, byte[] Value)> messages)
    {
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig
        {
            BootstrapServers = brokers, EnableIdempotence = true, Partitioner = Partitioner.Murmur2Random, MessageMaxBytes = 10_000_000,
        }).Build();
        await Task.WhenAll(messages.Select(message => producer.ProduceAsync(Topics.Transactions.Name, new()
        {
            Key = message.Key, Value = message.Value, Headers = [new("source", "test"u8.ToArray())],
        })));
    }
}
