using KafkaAspire.LocalCluster;

namespace KafkaAspire.Explorer.Tests.Lag;

/// <summary>Kafka's own ConsumerGroupCommand.</summary>
internal static class GroupTool
{
    /// <summary>All groups on all partitions: committed, end and lag, as the tool prints them.</summary>
    public static async Task<Dictionary<(string Group, string Topic, int Partition), (string Committed, string End, string Lag)>> DescribeAsync(
        KafkaInstallation kafka, string brokers)
    {
        List<string> lines = [];
        void Add(string line)
        {
            lock (lines)
                lines.Add(line);
        }
        await using var tool = new KafkaProgram(
            kafka, "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand", "--bootstrap-server", brokers, "--describe", "--all-groups")
        {
            OnOutput = Add,
            OnError = Add,
        }.Start();
        int code = await tool.Exited.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        Assert.True(code == 0, string.Join('\n', lines));
        var columns = lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        return (from line in columns
                where line.Length >= 6 && line[0] != "GROUP" && int.TryParse(line[2], out _)
                select line).ToDictionary(line => (line[0], line[1], int.Parse(line[2])), line => (line[3], line[4], line[5]));
    }
}
