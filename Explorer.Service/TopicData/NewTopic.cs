using System.Globalization;
using System.Text.RegularExpressions;

namespace Explorer.Service.TopicData;

/// <summary>A topic that is to be created, as it is typed in.</summary>
internal sealed partial class NewTopic
{
    private const int LongestName = 249;
    private const int MostPartitions = 10_000;

    public string Name { get; set; } = "";

    public int? Partitions { get; set; } = 6;

    public int? Replication { get; set; }

    public int? MinInSync { get; set; }

    /// <summary>How long messages are kept, in hours; null is the brokers' default, -1 for ever.</summary>
    public double? RetentionHours { get; set; }

    public string Cleanup { get; set; } = "";

    /// <summary>What Kafka would refuse, by field.</summary>
    /// <param name="brokers">How many brokers are up.</param>
    /// <param name="existing">The names that are taken.</param>
    public IReadOnlyDictionary<string, string> Check(int brokers, IEnumerable<string> existing)
    {
        var wrong = new Dictionary<string, string>();
        if (WrongName(existing) is { } name)
            wrong[nameof(Name)] = name;
        if (Partitions is not (>= 1 and <= MostPartitions))
            wrong[nameof(Partitions)] = $"A whole number from 1 to {MostPartitions:N0}.";
        if (Replication is not null && (Replication < 1 || Replication > brokers))
            wrong[nameof(Replication)] = brokers == 1 ? "1: there is one broker." : $"From 1 to {brokers}: that many brokers are up.";
        if (MinInSync is not null && (MinInSync < 1 || MinInSync > (Replication ?? brokers)))
            wrong[nameof(MinInSync)] = "At least 1, and no more than there are replicas, or nothing could be written with acks=all.";
        if (RetentionHours is not null && RetentionHours is not -1 && RetentionHours is not (> 0 and < 1_000_000))
            wrong[nameof(RetentionHours)] = "Hours above 0, or -1 for ever.";
        return wrong;
    }

    /// <summary>The settings that were chosen.</summary>
    public Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>();
        if (MinInSync is { } least)
            settings["min.insync.replicas"] = least.ToString(CultureInfo.InvariantCulture);
        if (RetentionHours is { } hours)
            settings["retention.ms"] = hours < 0 ? "-1" : ((long)(hours * 3_600_000)).ToString(CultureInfo.InvariantCulture);
        if (Cleanup.Length > 0)
            settings["cleanup.policy"] = Cleanup;
        return settings;
    }

    private string? WrongName(IEnumerable<string> existing)
    {
        if (Name.Length == 0)
            return "A name is needed.";
        if (Name.Length > LongestName)
            return $"It has {Name.Length} characters; {LongestName} are allowed.";
        if (Name is "." or ".." || !Allowed().IsMatch(Name))
            return "Letters, digits, dots, underscores and hyphens are allowed, and neither . nor .. alone.";
        // In the names of metrics a dot becomes an underscore, so Kafka refuses two topics that differ in nothing else.
        return existing.FirstOrDefault(other => other.Replace('.', '_') == Name.Replace('.', '_')) is not { } taken ? null
            : taken == Name ? "There is such a topic already."
            : $"Kafka does not tell it from {taken}: a dot and an underscore are the same to it here.";
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9._-]+\z")]
    private static partial Regex Allowed();
}
