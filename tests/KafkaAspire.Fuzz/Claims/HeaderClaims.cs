using Confluent.Kafka;
using Explorer.Service.DeadLetters;
using Explorer.Service.Messages;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;

namespace KafkaAspire.Fuzz.Claims;

/// <summary>Headers come from anybody: those of the trace context and those of dead letters are read from whatever stands in them.</summary>
internal static class HeaderClaims
{
    /// <summary>A trace context is found, or there is none.</summary>
    public static void HaveATraceContextOrNone(Headers headers)
    {
        var context = TraceContext.Extract(headers).ActivityContext;
        Assert.Equal(context.TraceId == default, context.SpanId == default);
    }

    /// <summary>A letter is shown whatever its headers, key, value and time say.</summary>
    public static void AreShown(Headers headers, byte[]? key, byte[]? value, long milliseconds)
    {
        var letter = new ConsumeResult<byte[]?, byte[]?>
        {
            Topic = "transactions.dlt", Message = new() { Headers = headers, Key = key, Value = value, Timestamp = new(milliseconds, TimestampType.CreateTime) },
        };
        Assert.NotNull(ShownMessage.Of(letter).Time);
        var read = LetterText.Read(letter);
        Clear.IsOneLine(read.Reason);
        Assert.DoesNotContain(read.Detail, char.IsControl);
        if (read.Origin is { } origin)
            Assert.True(origin.Partition.Value >= 0 && origin.Offset.Value >= 0 && origin.Topic.Length > 0);
    }
}
