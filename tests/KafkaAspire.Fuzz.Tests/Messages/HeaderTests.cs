using System.Text;
using Confluent.Kafka;
using CsCheck;
using KafkaAspire.Contracts.DeadLetters;
using KafkaAspire.Fuzz.Claims;
using KafkaAspire.Fuzz.Tests.Cases;

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
    public void A_trace_context_is_found_or_there_is_none() => Any.Holds(HeaderClaims.HaveATraceContextOrNone);

    [Fact]
    public void A_letter_is_shown_whatever_its_headers_say() => Gen.Select(Any, Values, Values, Inputs.Timestamps).Holds(letter =>
    {
        var (headers, key, value, milliseconds) = letter;
        HeaderClaims.AreShown(headers, key, value, milliseconds);
    });
}
