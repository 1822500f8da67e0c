using Confluent.Kafka;
using KafkaAspire.Contracts;

namespace Explorer.Service.Messages;

/// <summary>A message in a list: only the beginning of what may be a megabyte.</summary>
/// <param name="Partition">Its partition.</param>
/// <param name="Offset">Its offset.</param>
/// <param name="Time">Its timestamp; null if it has none.</param>
/// <param name="Key">The beginning of its key; null if it has none.</param>
/// <param name="Value">The beginning of its value; null if it has none.</param>
/// <param name="ValueSize">How many bytes its value has.</param>
/// <param name="Headers">How many headers it has.</param>
internal sealed record ShownMessage(int Partition, long Offset, DateTimeOffset? Time, string? Key, string? Value, int ValueSize, int Headers)
{
    private const int Preview = 240;

    public static ShownMessage Of(ConsumeResult<byte[]?, byte[]?> record) => new(
        record.Partition.Value, record.Offset.Value, TimeOf(record.Message), MessageText.Preview(record.Message.Key, Preview),
        MessageText.Preview(record.Message.Value, Preview), record.Message.Value?.Length ?? 0, record.Message.Headers?.Count ?? 0);

    public static DateTimeOffset? TimeOf(Message<byte[]?, byte[]?> message) =>
        message.Timestamp.Type == TimestampType.NotAvailable ? null : new DateTimeOffset(message.Timestamp.ToUtc());
}
