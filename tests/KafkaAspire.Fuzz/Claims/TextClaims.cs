using System.Text;
using System.Text.Json;
using Explorer.Service.Messages;
using Explorer.Service.TopicData;
using Microsoft.AspNetCore.WebUtilities;

namespace KafkaAspire.Fuzz.Claims;

/// <summary>What the Explorer's pages make of bytes and of what is typed in.</summary>
internal static class TextClaims
{
    /// <summary>Bytes are shown as what they are.</summary>
    public static void AreShownAsTheyAre(byte[] bytes, int length)
    {
        string preview = MessageText.Preview(bytes, length)!;
        Assert.DoesNotContain(preview, char.IsControl);
        Assert.InRange(preview.Length, 0, length + 1);
        if (MessageText.Text(bytes) is { } text)
            Assert.Equal(bytes, Encoding.UTF8.GetBytes(text));
        Assert.Equal(Convert.ToHexStringLower(bytes), MessageText.Hex(bytes).Replace(" ", ""));
        Assert.Equal((bytes.Length + 15) / 16, MessageText.HexLines(bytes).Count(c => c == '\n'));
    }

    /// <summary>Indented JSON is the same JSON.</summary>
    public static void AreTheSameJson(byte[] bytes)
    {
        if (MessageText.Json(bytes) is { } json)
            Assert.Equal(Compact(bytes), Compact(Encoding.UTF8.GetBytes(json)));
    }

    /// <summary>A query stands in an address as it is.</summary>
    public static void StandInAnAddress(string topic, string partition, string offset, string key, string text, string from)
    {
        if (MessageQueryText.Read(topic, partition, from, offset, "2026-11-24T10:00:00Z", key, text, uncommitted: null) is not { } query)
        {
            Assert.Empty(topic);
            return;
        }
        // An address holds what counts: a time only where the search begins at one.
        var parts = QueryHelpers.ParseQuery(MessageQueryText.Write(query));
        string? Part(string name) => parts.TryGetValue(name, out var value) ? value.ToString() : null;
        // A lone surrogate is no character: an address holds the replacement in its stead.
        if (!Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(topic + key + text)).Contains('\uFFFD'))
            Assert.Equal(MessageQueryText.Write(query), MessageQueryText.Write(MessageQueryText.Read(Part("topic"), Part("partition"), Part("from"), Part("offset"), Part("time"), Part("key"), Part("text"), Part("uncommitted"))!));
    }

    /// <summary>A topic is named as Kafka allows.</summary>
    public static void NameATopic(string name)
    {
        bool isTaken = !new NewTopic { Name = name }.Check(brokers: 3, existing: []).ContainsKey(nameof(NewTopic.Name));
        bool isAllowed = name.Length is > 0 and <= 249 && name is not ("." or "..") && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
        Assert.Equal(isAllowed, isTaken);
    }

    private static string Compact(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            document.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
