using System.Globalization;

namespace KafkaAspire.LocalCluster;

/// <summary>
/// The process that is the embedded brokers. It prints <c>VERSION|BOOTSTRAP</c>, then answers <c>down N</c> and <c>up N</c> with <c>ok</c> or
/// <c>error: REASON</c>, and ends at the end of its input.
/// </summary>
internal static class EmbeddedHost
{
    public static int Run(IReadOnlyList<string> options, TextReader input, TextWriter output)
    {
        HostArguments arguments = HostArguments.Parse(options);
        if (arguments.Metadata != MetadataStore.KRaft)
            throw new LocalClusterException("--metadata zookeeper: embedded brokers keep everything in memory");
        MockCluster cluster = Create(arguments);
        output.WriteLine($"librdkafka {MockNative.Version} mock cluster|{cluster.BootstrapServers}");
        while (input.ReadLine() is { } line)
            output.WriteLine(Answer(cluster, arguments, line));
        return 0;
    }

    private static MockCluster Create(HostArguments arguments)
    {
        try
        {
            return new MockCluster(arguments.Brokers, arguments.Topics);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new LocalClusterException($"librdkafka's mock cluster is not available here: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    private static string Answer(MockCluster cluster, HostArguments arguments, string line)
    {
        try
        {
            string[] words = line.Split(' ');
            if (words is not [("down" or "up") and var verb, var number]
                || !int.TryParse(number, CultureInfo.InvariantCulture, out int broker) || broker < 1 || broker > arguments.Brokers)
                return $"error: '{line}': allowed are 'down N' and 'up N' with N from 1 to {arguments.Brokers}";
            if (verb == "down")
                cluster.TakeDown(broker);
            else
                cluster.BringUp(broker);
            return "ok";
        }
        catch (Exception exception) when (exception is LocalClusterException or System.Net.Sockets.SocketException)
        {
            return $"error: {exception.Message}";
        }
    }
}
