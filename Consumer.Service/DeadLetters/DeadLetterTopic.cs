using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Consumer.Service.Delivery;
using KafkaAspire.Contracts;

namespace Consumer.Service.DeadLetters;

/// <summary>
/// Sends what is no transaction to <c>transactions.dlt</c>: key and value unchanged, with headers that say why and where it came from. The
/// brokers' acknowledgement is awaited before the offset may move, so nothing is skipped.
/// </summary>
internal sealed partial class DeadLetterTopic(IServiceProvider services, ConsumerOptions options, ILogger<DeadLetterTopic> logger)
{
    /// <summary>Sends the messages and waits until each is acknowledged.</summary>
    /// <exception cref="KafkaException">The topic could not be reached within the delivery timeout.</exception>
    public async Task SendAsync(IEnumerable<ConsumeResult<byte[], TransactionPayload>> rejected, CancellationToken cancellationToken)
    {
        var sends = rejected.Select(message =>
        {
            // Made when the first message needs it: most consumers never do.
            var producer = services.GetRequiredService<IProducer<byte[]?, byte[]?>>();
            LogDeadLetter(message.Partition.Value, message.Offset.Value, message.Message.Value.Rejection!.Detail);
            return producer.ProduceAsync(Topics.TransactionsDeadLetter.Name, Letter(message), cancellationToken);
        }).ToList();
        await Task.WhenAll(sends);
    }

    private Message<byte[]?, byte[]?> Letter(ConsumeResult<byte[], TransactionPayload> message)
    {
        var rejection = message.Message.Value.Rejection!;
        var headers = new Headers();
        foreach (var header in message.Message.Headers ?? [])
            headers.Add(header.Key, header.GetValueBytes());
        Add(headers, "dlt.topic", message.Topic);
        Add(headers, "dlt.partition", message.Partition.Value.ToString(CultureInfo.InvariantCulture));
        Add(headers, "dlt.offset", message.Offset.Value.ToString(CultureInfo.InvariantCulture));
        Add(headers, "dlt.timestamp", message.Message.Timestamp.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        Add(headers, "dlt.reason", rejection.Reason.ToString());
        Add(headers, "dlt.detail", rejection.Detail);
        Add(headers, "dlt.group", options.Group);
        Add(headers, "dlt.attempts", "1");
        return new() { Key = message.Message.Key, Value = message.Message.Value.Bytes, Headers = headers };
    }

    private static void Add(Headers headers, string name, string value) => headers.Add(name, Encoding.UTF8.GetBytes(value));

    [LoggerMessage(LogLevel.Warning, "partition {Partition}, offset {Offset} is no transaction: {Detail}; to the dead-letter topic")]
    private partial void LogDeadLetter(int partition, long offset, string detail);
}
