using System.Text;
using System.Text.Json;
using CsCheck;
using Explorer.Service.Audit;
using Explorer.Service.Messages;
using Explorer.Service.TopicData;
using KafkaAspire.Contracts;
using KafkaAspire.Fuzz.Tests.Cases;

namespace KafkaAspire.Fuzz.Tests.Pages;

/// <summary>What the Explorer's pages make of bytes and of what is typed in.</summary>
public sealed class ShownTextTests
{
    private static readonly Gen<byte[]> Bytes = Gen.OneOf(Inputs.Noise, Inputs.Values, Inputs.Damaged(Inputs.Values), Inputs.Text.Select(Encoding.UTF8.GetBytes));

    [Fact]
    public void Bytes_are_shown_as_what_they_are() => Gen.Select(Bytes, Gen.Int[1, 200]).Holds(shown =>
    {
        var (bytes, length) = shown;
        string preview = MessageText.Preview(bytes, length)!;
        Assert.DoesNotContain(preview, char.IsControl);
        Assert.InRange(preview.Length, 0, length + 1);
        if (MessageText.Text(bytes) is { } text)
            Assert.Equal(bytes, Encoding.UTF8.GetBytes(text));
        Assert.Equal(Convert.ToHexStringLower(bytes), MessageText.Hex(bytes).Replace(" ", ""));
        Assert.Equal((bytes.Length + 15) / 16, MessageText.HexLines(bytes).Count(c => c == '\n'));
    });

    [Fact]
    public void Indented_JSON_is_the_same_JSON() => Bytes.Holds(bytes =>
    {
        if (MessageText.Json(bytes) is { } json)
            Assert.Equal(Compact(bytes), Compact(Encoding.UTF8.GetBytes(json)));
    });

    private static string Compact(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            document.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    [Fact]
    public void The_audit_finds_the_id_that_the_consumer_finds() => Bytes.Holds(bytes =>
    {
        var found = TransactionIds.Find(bytes);
        if (TransactionJson.Read(bytes, out _) is { } transaction)
            Assert.Equal(transaction.Id, found);
    });

    [Fact]
    public void A_query_stands_in_an_address_as_it_is() =>
        Gen.Select(Inputs.Text, Inputs.Text, Inputs.Text, Inputs.Text, Inputs.Text, Gen.OneOf("newest", "oldest", "offset", "time", "x", "-1", "7")).Holds(typed =>
        {
            var (topic, partition, offset, key, text, from) = typed;
            if (MessageQueryText.Read(topic, partition, from, offset, "2026-11-24T10:00:00Z", key, text, uncommitted: null) is not { } query)
            {
                Assert.Empty(topic);
                return;
            }
            // An address holds what counts: a time only where the search begins at one.
            var parts = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(MessageQueryText.Write(query));
            string? Part(string name) => parts.TryGetValue(name, out var value) ? value.ToString() : null;
            // A lone surrogate is no character: an address holds the replacement in its stead.
            if (!Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(topic + key + text)).Contains('\uFFFD'))
                Assert.Equal(MessageQueryText.Write(query), MessageQueryText.Write(MessageQueryText.Read(Part("topic"), Part("partition"), Part("from"), Part("offset"), Part("time"), Part("key"), Part("text"), Part("uncommitted"))!));
        });

    [Fact]
    public void A_topic_is_named_as_Kafka_allows() => Gen.OneOf(Inputs.Text, Gen.Char['-', 'z'].Array[1, 260].Select(chars => new string(chars))).Holds(name =>
    {
        bool isTaken = !new NewTopic { Name = name }.Check(brokers: 3, existing: []).ContainsKey(nameof(NewTopic.Name));
        bool isAllowed = name.Length is > 0 and <= 249 && name is not ("." or "..") && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
        Assert.Equal(isAllowed, isTaken);
    });
}
