using KafkaAspire.LocalCluster;

namespace KafkaAspire.Explorer.Tests;

/// <summary>Kafka's own command-line tools, as the classes that its scripts start.</summary>
internal static class KafkaTool
{
    private const string Groups = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand";

    /// <summary>Runs a tool and returns what it printed, a line each.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(string tool, string brokers, params string[] arguments)
    {
        var kafka = TestEnvironment.Kafka!;
        List<string> lines = [], errors = [];
        await using var process = new KafkaProgram(kafka, tool, ["--bootstrap-server", brokers, .. arguments])
        {
            OnOutput = lines.Add,
            OnError = errors.Add,
        }.Start();
        int code = await process.Exited.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        Assert.True(code == 0, string.Join('\n', [.. lines, .. errors]));
        return lines;
    }

    /// <summary>First or end offset of each partition of a topic, by GetOffsetShell.</summary>
    /// <param name="brokers">The cluster.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="time"><c>earliest</c> or <c>latest</c>.</param>
    public static async Task<Dictionary<int, long>> OffsetsAsync(string brokers, string topic, string time) =>
        (from line in await RunAsync("org.apache.kafka.tools.GetOffsetShell", brokers, "--topic", topic, "--time", time)
         let parts = line.Split(':')
         where parts.Length == 3 && parts[0] == topic
         select parts).ToDictionary(parts => int.Parse(parts[1]), parts => long.Parse(parts[2]));

    /// <summary>Leader, replicas and in-sync replicas of each partition of a topic, by TopicCommand.</summary>
    public static async Task<Dictionary<int, (string Leader, string Replicas, string InSync)>> LayoutAsync(string brokers, string topic) =>
        (from line in await RunAsync("org.apache.kafka.tools.TopicCommand", brokers, "--describe", "--topic", topic)
         let fields = line.Split('\t', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split(": ", 2)).Where(field => field.Length == 2)
             .ToDictionary(field => field[0].Trim(), field => field[1].Trim())
         where fields.ContainsKey("Partition")
         select fields).ToDictionary(fields => int.Parse(fields["Partition"]), fields => (fields["Leader"], fields["Replicas"], fields["Isr"]));

    /// <summary>What a group has committed on each partition, by ConsumerGroupCommand: offset, end, lag and the client that is assigned it.</summary>
    public static async Task<Dictionary<(string Topic, int Partition), (string Committed, string End, string Lag, string Client)>> GroupAsync(string brokers, string id) =>
        (from line in await RunAsync(Groups, brokers, "--describe", "--group", id)
         let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
         where columns.Length >= 9 && columns[0] == id
         select columns).ToDictionary(columns => (columns[1], int.Parse(columns[2])), columns => (columns[3], columns[4], columns[5], columns[8]));

    /// <summary>The members of a group, by ConsumerGroupCommand: client, host, and how many partitions it is assigned.</summary>
    public static async Task<List<(string Client, string Host, string Partitions)>> MembersAsync(string brokers, string id) =>
        [.. from line in await RunAsync(Groups, brokers, "--describe", "--group", id, "--members")
            let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            where columns.Length >= 5 && columns[0] == id
            select (columns[3], columns[2].TrimStart('/'), columns[4])];
}
