using System.Text;
using Confluent.Kafka;
using CsCheck;
using Explorer.Service.DeadLetters;
using KafkaAspire.Contracts.DeadLetters;
using KafkaAspire.Fuzz.Tests.Cases;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;

namespace KafkaAspire.Fuzz.Tests.Messages;

/// <summary>Headers come from anybody: those of the trace context and those of dead letters are read from whatever stands in them.</summary>
public sealed class HeaderTests
{
    private static readonly string[] Names =
    [
        "traceparent", "tracestate", "baggage", DeadLetterHeaders.Topic, DeadLetterHeaders.Partition, DeadLetterHeaders.Offset, DeadLetterHeaders.Reason, DeadLetterHeaders.Detail,
    ];

    private static readonly Gen<byte[]?> Values = Gen.OneOf(
        Gen.Const((byte[]?)null),
        Inputs.Noise.Select(bytes => (byte[]?)bytes),
        Inputs.Text.Select(text => (byte[]?)Encoding.UTF8.GetBytes(text)),
        Inputs.Damaged(Gen.OneOf("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=b,c=d", "12", "transactions").Select(Encoding.UTF8.GetBytes)).Select(bytes => (byte[]?)bytes));

    private static readonly Gen<Headers> Any = Gen.Select(Gen.OneOf(Gen.OneOf(Names), Inputs.Text), Values, (name, value) => (name, value)).Array[0, 12].Select(pairs =>
    {
        var headers = new Headers();
        foreach (var (name, value) in pairs)
            headers.Add(name, value);
        return headers;
    });

    [Fact]
    public void A_trace_context_is_found_or_there_is_none() => Any.Holds(headers =>
    {
        var context = TraceContext.Extract(headers).ActivityContext;
        Assert.Equal(context.TraceId == default, context.SpanId == default);
    });

    [Fact]
    public void A_letter_is_shown_whatever_its_headers_say() => Gen.Select(Any, Values, Values).Holds(letter =>
    {
        var (headers, key, value) = letter;
        var read = LetterText.Read(new() { Topic = "transactions.dlt", Message = new() { Headers = headers, Key = key, Value = value } });
        Claim.IsOneClearLine(read.Reason);
        Assert.DoesNotContain(read.Detail, char.IsControl);
        if (read.Origin is { } origin)
            Assert.True(origin.Partition.Value >= 0 && origin.Offset.Value >= 0 && origin.Topic.Length > 0);
    });
}
