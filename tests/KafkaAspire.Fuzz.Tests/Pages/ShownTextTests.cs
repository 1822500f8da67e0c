using System.Text;
using CsCheck;
using KafkaAspire.Fuzz.Claims;
using KafkaAspire.Fuzz.Tests.Cases;

namespace KafkaAspire.Fuzz.Tests.Pages;

/// <summary>What the Explorer's pages make of bytes and of what is typed in.</summary>
public sealed class ShownTextTests
{
    private static readonly Gen<byte[]> Bytes = Gen.OneOf(Inputs.Noise, Inputs.Values, Inputs.Damaged(Inputs.Values), Inputs.Text.Select(Encoding.UTF8.GetBytes));

    [Fact]
    public void Bytes_are_shown_as_what_they_are() => Gen.Select(Bytes, Gen.Int[1, 200]).Holds(shown => TextClaims.AreShownAsTheyAre(shown.Item1, shown.Item2));

    [Fact]
    public void Indented_JSON_is_the_same_JSON() => Bytes.Holds(TextClaims.AreTheSameJson);

    [Fact]
    public void The_audit_finds_the_id_that_the_consumer_finds() => Bytes.Holds(MessageClaims.AreFoundByTheAudit);

    [Fact]
    public void A_query_stands_in_an_address_as_it_is() =>
        Gen.Select(Inputs.Text, Inputs.Text, Inputs.Text, Inputs.Text, Inputs.Text, Gen.OneOf("newest", "oldest", "offset", "time", "x", "-1", "7")).Holds(typed =>
        {
            var (topic, partition, offset, key, text, from) = typed;
            TextClaims.StandInAnAddress(topic, partition, offset, key, text, from);
        });

    [Fact]
    public void A_topic_is_named_as_Kafka_allows() => Gen.OneOf(Inputs.Text, Gen.Char['-', 'z'].Array[1, 260].Select(chars => new string(chars))).Holds(TextClaims.NameATopic);
}
