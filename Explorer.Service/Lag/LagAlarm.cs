using Explorer.Service.Cluster;

namespace Explorer.Service.Lag;

/// <summary>Logs a line when a group stops, stalls or goes back, and another when all is well with it again.</summary>
internal sealed partial class LagAlarm(ILogger<LagAlarm> logger)
{
    // By group, what was last said of it.
    private readonly Dictionary<string, LagStatus> _said = [];

    /// <summary>Takes in a scan.</summary>
    public void Follow(IReadOnlyList<ConsumerGroup> groups)
    {
        foreach (var group in groups)
        {
            var worst = group.Partitions.MaxBy(partition => partition.Status);
            if (worst is { Status: > LagStatus.Error } sick && _said.GetValueOrDefault(group.Id) != sick.Status)
            {
                _said[group.Id] = sick.Status;
                LogSick(group.Id, sick.Status.Word(), sick.Topic, sick.Partition, group.Partitions.Count(one => one.Status == sick.Status), group.Lag ?? 0);
            }
            else if (group.Status == LagStatus.Ok && _said.Remove(group.Id))
            {
                LogWell(group.Id);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Group {Group} is {Status} on {Topic}/{Partition} ({Partitions} partitions so), {Lag} messages wait")]
    private partial void LogSick(string group, string status, string topic, int partition, int partitions, long lag);

    [LoggerMessage(LogLevel.Information, "Group {Group} is OK again")]
    private partial void LogWell(string group);
}
