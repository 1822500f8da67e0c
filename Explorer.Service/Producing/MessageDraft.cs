using System.Globalization;
using System.Text;
using Confluent.Kafka;
using KafkaAspire.Contracts;

namespace Explorer.Service.Producing;

/// <summary>What somebody filled in to send one message.</summary>
internal sealed class MessageDraft
{
    /// <summary>How large a message may be, in bytes: more than a topic takes unless somebody allows it, so that it is the brokers who refuse.</summary>
    public const int MostBytes = 1_200_000;

    /// <summary>How many characters a value may have: a longer one, of which the browser cuts the rest, is refused as a message in any case.</summary>
    public const int MostCharacters = 1_300_000;

    /// <summary>The topic.</summary>
    public string Topic { get; set; } = Topics.Transactions.Name;

    /// <summary>The key, as text.</summary>
    public string Key { get; set; } = "";

    /// <summary>Whether the message has no key, rather than an empty one.</summary>
    public bool HasNoKey { get; set; }

    /// <summary>The value, as text.</summary>
    public string Value { get; set; } = "";

    /// <summary>Whether the message has no value (a tombstone), rather than an empty one.</summary>
    public bool HasNoValue { get; set; }

    /// <summary>Headers, a line each: <c>name: value</c>.</summary>
    public string Headers { get; set; } = "";

    /// <summary>The partition; empty where the key decides.</summary>
    public string Partition { get; set; } = "";

    /// <summary>Makes it a message.</summary>
    /// <param name="partition">Where it goes.</param>
    /// <param name="fault">What is wrong with it, in one line.</param>
    /// <returns>The message, or null with a <paramref name="fault"/>.</returns>
    public Message<byte[]?, byte[]?>? ToMessage(out TopicPartition partition, out string? fault)
    {
        partition = new(Topic, Confluent.Kafka.Partition.Any);
        fault = Topic.Trim().Length == 0 ? "A topic is needed." : null;
        if (Partition.Trim() is { Length: > 0 } text)
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                partition = new(Topic, number);
            else
                fault ??= $"Partition is \"{TransactionRules.Printable(text)}\"; a number from 0 is needed, or nothing.";
        }
        var headers = ReadHeaders(ref fault);
        return fault is null ? new() { Key = HasNoKey ? null : Encoding.UTF8.GetBytes(Key), Value = HasNoValue ? null : Encoding.UTF8.GetBytes(Value), Headers = headers } : null;
    }

    private Headers ReadHeaders(ref string? fault)
    {
        var headers = new Headers();
        foreach (string line in Headers.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = line.IndexOf(':');
            if (colon < 1)
                fault ??= $"Header \"{TransactionRules.Printable(line)}\" has no name; a line is \"name: value\".";
            else
                headers.Add(line[..colon].TrimEnd(), Encoding.UTF8.GetBytes(line[(colon + 1)..].TrimStart()));
        }
        return headers;
    }
}
