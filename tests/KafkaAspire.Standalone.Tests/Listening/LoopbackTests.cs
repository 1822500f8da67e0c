using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using KafkaAspire.LocalCluster;
using KafkaAspire.Standalone.Build;
using KafkaAspire.Standalone.CommandLine;
using KafkaAspire.Standalone.Services;
using KafkaAspire.Standalone.Tests.EndToEnd;

namespace KafkaAspire.Standalone.Tests.Listening;

/// <summary>Nobody on another machine reaches what nobody opened to them.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class LoopbackTests : IDisposable
{
    private const int DefaultPort = 5000;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("kafka-aspire-tests-");

    public LoopbackTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc/net/tcp of Linux");

    [Theory]
    [InlineData("Producer.Service")]
    [InlineData("Consumer.Service")]
    [InlineData("Explorer.Service")]
    public async Task A_service_listens_on_loopback_and_elsewhere_only_when_told_to(string service)
    {
        Assert.SkipUnless(IsFree(DefaultPort), $"somebody else listens on port {DefaultPort}, where a service does that is told nothing");
        Assert.All(await WhereListensAsync(service, null), address =>
        {
            Assert.True(IPAddress.IsLoopback(address.Address), $"{address}");
            Assert.Equal(DefaultPort, address.Port);
        });

        int port = FreePort.Find();
        Assert.Equal(new(IPAddress.Any, port), Assert.Single(await WhereListensAsync(service, $"http://0.0.0.0:{port}")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_listens_on_loopback_with_all_its_brokers_and_services(bool onApacheKafka)
    {
        string? kafka = Environment.GetEnvironmentVariable("KAFKA_HOME");
        Assert.SkipWhen(onApacheKafka && string.IsNullOrEmpty(kafka), "KAFKA_HOME is not set: this test needs Apache Kafka and Java");
        int http = FreePort.Find(), explorer = FreePort.Find();
        using var run = RunProcess.StartWith(onApacheKafka ? kafka! : "", "--http", Text(http), "--explorer", Text(explorer), "--consumers", "1");
        string cluster = await run.LineAsync(line => line.StartsWith("cluster: ", StringComparison.Ordinal));
        List<int> needed = [http, explorer, .. cluster.Split(' ')[^1].Split(',').Select(broker => int.Parse(broker.Split(':')[1], CultureInfo.InvariantCulture))];

        var found = await ListeningSockets.UntilAsync(
            () => [.. run.Children("").Append(run.Id).SelectMany(ListeningSockets.Of)],
            addresses => needed.All(port => addresses.Exists(address => address.Port == port)) && run.Children("Consumer.Service.dll").Any(id => ListeningSockets.Of(id).Count > 0),
            () => string.Join('\n', run.Lines));

        Assert.All(found, address => Assert.True(IPAddress.IsLoopback(address.Address), $"{address}"));
        run.Signal(RunProcess.Graceful);
        await run.EndAsync();
    }

    private async Task<List<IPEndPoint>> WhereListensAsync(string service, string? urls)
    {
        var log = new ConcurrentQueue<string>();
        await using var process = ChildProcess.Start(new("dotnet", Repository.Find().AssemblyOf(service))
        {
            Environment = new Dictionary<string, string?>
            {
                ["ASPNETCORE_URLS"] = urls, ["DOTNET_URLS"] = null, ["URLS"] = null,
                ["ASPNETCORE_HTTP_PORTS"] = null, ["DOTNET_HTTP_PORTS"] = null, ["HTTP_PORTS"] = null,
                ["Producer__Source"] = "http",
                ["ConnectionStrings__kafka"] = "127.0.0.1:1",
                ["ConnectionStrings__ledger"] = $"Data Source={Path.Combine(_directory.FullName, "ledger.db")}",
            },
            WorkingDirectory = _directory.FullName,
            OnOutput = log.Enqueue,
            OnError = log.Enqueue,
        });
        // Kestrel says so once it listens at every address of a name.
        await ListeningSockets.UntilAsync(() => ListeningSockets.Of(process.Id), found =>
        {
            Assert.False(process.HasExited, string.Join('\n', log));
            return found.Count > 0 && log.Any(line => line.Contains("Now listening on", StringComparison.Ordinal));
        }, () => string.Join('\n', log));
        return ListeningSockets.Of(process.Id);
    }

    private static bool IsFree(int port)
    {
        try
        {
            FreePort.Check("--http", port);
            return true;
        }
        catch (UsageException)
        {
            return false;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _directory.Delete(recursive: true);
}
