using System.Globalization;
using KafkaAspire.Chaos.CommandLine;
using KafkaAspire.Chaos.Links;
using KafkaAspire.Chaos.Services;

namespace KafkaAspire.Chaos.Run;

/// <summary>The services of a run. One that ends by itself is started again, as whatever hosts it would do, and the log says so.</summary>
internal sealed class ServiceCast(ChaosOptions options, RunFiles files, string kafka, string? ledger, FaultLog log)
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);

    public ServiceNode Producer(int number, int port)
    {
        string name = Name("producer", number);
        return Node(name, ServicePrograms.Producer, ServiceSettings.OfProducer(name, port, kafka, options));
    }

    public ServiceNode Consumer(int number)
    {
        string name = Name("consumer", number);
        return Node(name, options.HasBrokenConsumers ? ServicePrograms.BrokenConsumer : ServicePrograms.Consumer,
            ServiceSettings.OfConsumer(name, Ports.Take(), kafka, ledger, options));
    }

    private ServiceNode Node(string name, IReadOnlyList<string> program, Dictionary<string, string?> settings)
    {
        FakeClock.AddTo(settings, Path.Combine(files.Root, name + ".clock"));
        return new(name, program, settings, files.LogOf(name), OnEnd);
    }

    private void OnEnd(ServiceNode node, int code)
    {
        var lines = File.ReadLines(node.LogFile).Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
        // Why it ended; the last line of all only says that it shuts down.
        string last = lines.FindLast(line => line.Contains("crit:", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "it wrote no log";
        log.AddEvent($"ended by itself with exit code {code}: {last.Trim()}", node.Name);
        _ = RestartAsync(node);
    }

    private static async Task RestartAsync(ServiceNode node)
    {
        await Task.Delay(RestartPause);
        using var turn = await Turn.TakeAsync(CancellationToken.None, node.Turn);
        if (node.EndedByItself)
            await node.StartAsync(CancellationToken.None);
    }

    private static string Name(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");
}
