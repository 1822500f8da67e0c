namespace KafkaAspire.Hosting.Topics;

/// <summary>Names of topics: what Kafka allows, and what becomes of them in Aspire.</summary>
internal static class TopicName
{
    private const int Longest = 249;
    private const int LongestResource = 64;

    /// <summary>Refuses a name that Kafka would refuse.</summary>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public static void Check(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name is "." or ".." || name.Length > Longest || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
            throw new ArgumentException(
                $"\"{name}\" is no name of a topic: up to {Longest} letters, digits, '.', '_' and '-' are allowed", nameof(name));
    }

    /// <summary>Resources have letters, digits and single hyphens only.</summary>
    public static string ToResourceName(string cluster, string topic)
    {
        string plain = string.Concat(topic.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        while (plain.Contains("--", StringComparison.Ordinal))
            plain = plain.Replace("--", "-");
        string name = $"{cluster}-topic-{plain.Trim('-')}";
        return name.Length <= LongestResource ? name : name[..LongestResource].TrimEnd('-');
    }
}
