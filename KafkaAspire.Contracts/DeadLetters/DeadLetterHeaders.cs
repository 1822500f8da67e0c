using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace KafkaAspire.Contracts.DeadLetters;

/// <summary>The headers that say why a message is in the dead-letter topic and where it came from. A letter's own headers stay beside them.</summary>
public static class DeadLetterHeaders
{
    /// <summary>What all of them begin with.</summary>
    public const string Prefix = "dlt.";

    /// <summary>The topic that it came from.</summary>
    public const string Topic = "dlt.topic";

    /// <summary>The partition that it came from.</summary>
    public const string Partition = "dlt.partition";

    /// <summary>Its offset there.</summary>
    public const string Offset = "dlt.offset";

    /// <summary>Its timestamp there, ISO 8601.</summary>
    public const string Timestamp = "dlt.timestamp";

    /// <summary>The sort of fault: a <see cref="RejectionReason"/>, <c>Refused</c> or <c>HandlerFailed</c>.</summary>
    public const string Reason = "dlt.reason";

    /// <summary>The fault in one line.</summary>
    public const string Detail = "dlt.detail";

    /// <summary>The type of the handler's last exception, where a handler failed.</summary>
    public const string ExceptionType = "dlt.exception.type";

    /// <summary>How often the message was tried.</summary>
    public const string Attempts = "dlt.attempts";

    /// <summary>The consumer group that gave it up.</summary>
    public const string Group = "dlt.group";

    /// <summary>Makes a record a receipt: the message that it names by its other headers went back to its topic at this time, ISO 8601.</summary>
    public const string ReplayedAt = "dlt.replayed-at";

    /// <summary>Writes where a message came from.</summary>
    /// <param name="headers">The headers to add to.</param>
    /// <param name="origin">The place.</param>
    public static void AddOrigin(Headers headers, TopicPartitionOffset origin)
    {
        Add(headers, Topic, origin.Topic);
        Add(headers, Partition, origin.Partition.Value.ToString(CultureInfo.InvariantCulture));
        Add(headers, Offset, origin.Offset.Value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Reads where a message came from; null where the headers do not say, as in the letters of other applications.</summary>
    /// <param name="headers">The letter's headers.</param>
    public static TopicPartitionOffset? FindOrigin(Headers? headers) =>
        Find(headers, Topic) is { Length: > 0 } topic
        && int.TryParse(Find(headers, Partition), NumberStyles.None, CultureInfo.InvariantCulture, out int partition)
        && long.TryParse(Find(headers, Offset), NumberStyles.None, CultureInfo.InvariantCulture, out long offset)
            ? new(topic, partition, offset)
            : null;

    /// <summary>Adds a text.</summary>
    /// <param name="headers">The headers to add to.</param>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its value.</param>
    public static void Add(Headers headers, string name, string value) => headers.Add(name, Encoding.UTF8.GetBytes(value));

    /// <summary>Reads a text; null where there is none.</summary>
    /// <param name="headers">The letter's headers.</param>
    /// <param name="name">The header's name.</param>
    public static string? Find(Headers? headers, string name) =>
        headers is not null && headers.TryGetLastBytes(name, out byte[]? bytes) && bytes is not null ? Encoding.UTF8.GetString(bytes) : null;
}
