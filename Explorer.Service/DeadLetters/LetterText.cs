using Confluent.Kafka;
using Explorer.Service.Messages;
using KafkaAspire.Contracts;
using KafkaAspire.Contracts.DeadLetters;

namespace Explorer.Service.DeadLetters;

/// <summary>Reads a letter's headers for people.</summary>
internal static class LetterText
{
    private const string NotTold = "not told";
    private const int LongestKey = 120;

    public static Letter Read(ConsumeResult<byte[]?, byte[]?> letter)
    {
        var headers = letter.Message.Headers;
        return new(
            letter.TopicPartitionOffset,
            DeadLetterHeaders.FindOrigin(headers),
            TransactionRules.Printable(DeadLetterHeaders.Find(headers, DeadLetterHeaders.Reason)) is var reason && !string.IsNullOrWhiteSpace(reason) ? reason : NotTold,
            TransactionRules.Printable(DeadLetterHeaders.Find(headers, DeadLetterHeaders.Detail)),
            MessageText.Preview(letter.Message.Key, LongestKey),
            letter.Message.Timestamp.ToUtc());
    }

    public static LetterContents ReadAll(ConsumeResult<byte[]?, byte[]?> letter) =>
        new(Read(letter), [.. (letter.Message.Headers ?? []).Select(header => new KeyValuePair<string, byte[]?>(header.Key, header.GetValueBytes()))], letter.Message.Key, letter.Message.Value);
}
