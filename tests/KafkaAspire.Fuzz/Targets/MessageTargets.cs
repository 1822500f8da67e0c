using System.Buffers.Binary;
using System.Text;
using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.Contracts.DeadLetters;
using KafkaAspire.Fuzz.Claims;

namespace KafkaAspire.Fuzz.Targets;

/// <summary>What stands in messages.</summary>
internal static class MessageTargets
{
    private static readonly Transaction Transfer = new()
    {
        Id = new("0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b"), Account = "ACC-1", Kind = TransactionKind.Transfer, CounterAccount = "ACC-2", Amount = 1_050, Currency = "EUR",
        Time = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero),
    };

    /// <summary>A transaction as producers write it.</summary>
    public static readonly byte[] Right = TransactionJson.Write(Transfer);

    /// <summary>What gets a mutation into a transaction's members.</summary>
    public static readonly string[] Words =
        ["\"version\":", "\"id\":", "\"account\":", "\"kind\":", "\"counterAccount\":", "\"amount\":", "\"currency\":", "\"time\":", "\"deposit\"", "\"withdrawal\"", "\"transfer\"", "+02:00", ".1234567", "Z"];

    /// <summary>A message's value; its first bytes are the key and the timestamp, too.</summary>
    public static readonly FuzzTarget Value = new("message-value", HoldsForValue,
        [Right, TransactionJson.Write(Transfer with { Kind = TransactionKind.Deposit, CounterAccount = null }), "{\"version\":2,\"id\":7}"u8.ToArray()], Words);

    /// <summary>Headers: a line each, with a colon before the value or without a value.</summary>
    public static readonly FuzzTarget Headers = FuzzTarget.OfLines("headers", HoldsForHeaders,
        [
            "traceparent:00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\ntracestate:a=b,c=d\nbaggage:user=1;ttl=3,b=%20",
            "dlt.topic:transactions\ndlt.partition:1\ndlt.offset:7\ndlt.reason:NotATransaction\ndlt.detail:the value is null",
            "dlt.reason\ndlt.detail",
        ],
        "traceparent:", "tracestate:", "baggage:", DeadLetterHeaders.Topic, DeadLetterHeaders.Partition, DeadLetterHeaders.Offset, DeadLetterHeaders.Reason, DeadLetterHeaders.Detail);

    private static void HoldsForValue(byte[] value)
    {
        MessageClaims.AreReadOrRefused(value);
        MessageClaims.AreReadAlike(value);
        MessageClaims.AreTheSameWhenWrittenAgain(value);
        MessageClaims.AreFoundByTheAudit(value);
        byte[] start = value[..Math.Min(value.Length, sizeof(long))];
        MessageClaims.LoseNothingAsALetter(start, value, start.Length == sizeof(long) ? BinaryPrimitives.ReadInt64LittleEndian(start) : 0);
        TextClaims.AreShownAsTheyAre(value, length: 120);
        TextClaims.AreTheSameJson(value);
    }

    private static void HoldsForHeaders(string[] lines)
    {
        var headers = new Headers();
        foreach (string line in lines)
        {
            int colon = line.IndexOf(':');
            headers.Add(colon < 0 ? line : line[..colon], colon < 0 ? null : Encoding.UTF8.GetBytes(line[(colon + 1)..]));
        }
        byte[] first = Encoding.UTF8.GetBytes(lines[0]);
        HeaderClaims.HaveATraceContextOrNone(headers);
        HeaderClaims.AreShown(headers, first, first, first.Length < sizeof(long) ? 0 : BinaryPrimitives.ReadInt64LittleEndian(first));
    }
}
