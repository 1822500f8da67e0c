namespace KafkaAspire.LocalCluster;

/// <summary>
/// A cluster of Apache Kafka processes in the foreground: prints <c>VERSION|BOOTSTRAP</c>, and ends at the end of its input. For scripts that need a
/// cluster beside the app.
/// </summary>
internal static class ProcessHost
{
    public static async Task<int> RunAsync(IReadOnlyList<string> options, TextReader input, TextWriter output)
    {
        HostArguments arguments = HostArguments.Parse(options);
        string home = Environment.GetEnvironmentVariable("KAFKA_HOME")
            ?? throw new LocalClusterException($"KAFKA_HOME is not set: expected the directory of {KafkaInstallation.Expected}");
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(new ProcessClusterOptions
        {
            Installation = KafkaInstallation.Find(home),
            Brokers = arguments.Brokers,
            Metadata = arguments.Metadata,
            Topics = arguments.Topics,
        });
        await output.WriteLineAsync($"{cluster.Version}|{cluster.BootstrapServers}");
        while (await input.ReadLineAsync() is not null)
        {
            // Whatever is typed: only the end counts.
        }
        return 0;
    }
}
