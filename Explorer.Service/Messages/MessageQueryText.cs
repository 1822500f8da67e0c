using System.Globalization;

namespace Explorer.Service.Messages;

/// <summary>A query as it stands in an address, of a page or of a download.</summary>
internal static class MessageQueryText
{
    /// <summary>Writes the part after the question mark.</summary>
    public static string Write(MessageQuery query)
    {
        var parts = new List<KeyValuePair<string, string?>>
        {
            new("topic", query.Topic),
            new("partition", query.Partition?.ToString(CultureInfo.InvariantCulture)),
            new("from", query.Start == MessageStart.Newest ? null : query.Start.ToString().ToLowerInvariant()),
            new("offset", query.Start == MessageStart.Offset ? query.Offset.ToString(CultureInfo.InvariantCulture) : null),
            new("time", query.Start == MessageStart.Time ? query.Time.ToString("yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture) : null),
            new("key", query.Key),
            new("text", query.Text),
            new("uncommitted", query.IncludesUncommitted ? "true" : null),
        };
        return string.Join('&', parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Key}={Uri.EscapeDataString(part.Value!)}"));
    }

    /// <summary>Reads one; null where no topic is named. What can't be read is as if it were not there.</summary>
    public static MessageQuery? Read(string? topic, string? partition, string? from, string? offset, string? time, string? key, string? text, string? uncommitted)
    {
        if (string.IsNullOrEmpty(topic))
            return null;
        var start = Enum.TryParse(from, ignoreCase: true, out MessageStart named) && Enum.IsDefined(named) ? named : MessageStart.Newest;
        return new(topic)
        {
            Partition = int.TryParse(partition, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null,
            Start = start,
            Offset = long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out long first) ? first : 0,
            Time = DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var at) ? at : DateTimeOffset.MinValue,
            Key = string.IsNullOrEmpty(key) ? null : key,
            Text = string.IsNullOrEmpty(text) ? null : text,
            IncludesUncommitted = string.Equals(uncommitted, "true", StringComparison.OrdinalIgnoreCase),
        };
    }
}
