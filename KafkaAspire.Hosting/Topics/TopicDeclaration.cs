namespace KafkaAspire.Hosting.Topics;

/// <summary>A topic as the application declares it.</summary>
/// <param name="Name">The topic's name.</param>
/// <param name="Partitions">How many partitions it has at least.</param>
/// <param name="Replicas">The replication factor.</param>
/// <param name="Settings">The topic's own settings, by Kafka's names (<c>retention.ms</c>).</param>
internal sealed record TopicDeclaration(string Name, int Partitions, int Replicas, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>The declaration as <c>declare-topics.sh</c> takes it: <c>NAME PARTITIONS REPLICAS [KEY=VALUE]...</c>.</summary>
    public string ToArgument() =>
        string.Join(' ', [Name, $"{Partitions}", $"{Replicas}", .. Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}")]);

    /// <inheritdoc />
    public override string ToString() => $"{Partitions} partitions, {Replicas} replicas{string.Concat(Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $", {s.Key}={s.Value}"))}";
}
