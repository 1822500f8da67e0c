namespace KafkaAspire.Fuzz.Targets;

/// <summary>Everything that parses what comes from outside.</summary>
internal static class FuzzTargets
{
    /// <summary>The targets, in the order in which they run.</summary>
    public static readonly IReadOnlyList<FuzzTarget> All =
    [
        MessageTargets.Value, MessageTargets.Headers, FileTargets.Csv, FileTargets.JsonLines, HttpTargets.Body,
        SettingTargets.Options, SettingTargets.ConnectionStrings, ExplorerTargets.TopicNames, ExplorerTargets.Answers, ExplorerTargets.Login,
    ];

    /// <summary>A target by its name; null where there is none.</summary>
    public static FuzzTarget? Find(string name) => All.Append(PlantedBug.Target).FirstOrDefault(target => target.Name == name);
}
