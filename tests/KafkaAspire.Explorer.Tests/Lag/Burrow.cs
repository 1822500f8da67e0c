using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Explorer.Service.Lag;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Explorer.Tests.Lag;

/// <summary>LinkedIn's Burrow as a process, on the cluster of a test.</summary>
internal sealed class Burrow : IAsyncDisposable
{
    public const string Missing = "needs Burrow in PATH";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("burrow-");
    private readonly HttpClient _http;
    private readonly ChildProcess _process;

    private Burrow(string program, string brokers, string zooKeeper)
    {
        int port = FreePort();
        string servers = string.Join(", ", brokers.Split(',').Select(broker => $"\"{broker}\""));
        // Debian's 1.2.1: it knows protocols up to Kafka 2.1, and starts only when a ZooKeeper is there to elect who notifies.
        File.WriteAllText(Path.Combine(_folder.FullName, "burrow.toml"), $"""
            [general]
            pidfile="{Path.Combine(_folder.FullName, "burrow.pid")}"
            [logging]
            level="warn"
            [zookeeper]
            servers=["{zooKeeper}"]
            [client-profile.test]
            kafka-version="2.1.0"
            [cluster.test]
            class-name="kafka"
            servers=[{servers}]
            client-profile="test"
            topic-refresh=2
            offset-refresh=1
            [consumer.test]
            class-name="kafka"
            cluster="test"
            servers=[{servers}]
            client-profile="test"
            [httpserver.default]
            address="127.0.0.1:{port}"
            [storage.default]
            class-name="inmemory"
            intervals=10
            min-distance=1
            [evaluator.default]
            class-name="caching"
            expire-cache=1
            """);
        _http = new() { BaseAddress = new($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(30) };
        _process = ChildProcess.Start(new(program, "--config-dir", _folder.FullName)
        {
            OnOutput = line => TestContext.Current.TestOutputHelper?.WriteLine(line),
            OnError = line => TestContext.Current.TestOutputHelper?.WriteLine(line),
        });
    }

    public static Burrow? Start(string brokers, string zooKeeper) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { Path.Combine(folder, "Burrow"), Path.Combine(folder, "burrow") }).FirstOrDefault(File.Exists) is { } program
            ? new(program, brokers, zooKeeper)
            : null;

    /// <summary>What it says of a group: lag and status of each partition, and the whole group's status.</summary>
    public async Task<(string Status, Dictionary<(string Topic, int Partition), (long Lag, string Status)> Partitions)> AskAsync(string group)
    {
        Assert.False(_process.HasExited, "Burrow ended");
        using var answer = await _http.GetAsync($"/v3/kafka/test/consumer/{group}/lag", TestContext.Current.CancellationToken);
        if (!answer.IsSuccessStatusCode)
            return (LagStatus.NotFound.Word(), []);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var status = json.RootElement.GetProperty("status");
        return (status.GetProperty("status").GetString()!, status.GetProperty("partitions").EnumerateArray().ToDictionary(
            one => (one.GetProperty("topic").GetString()!, one.GetProperty("partition").GetInt32()),
            one => (one.GetProperty("current_lag").GetInt64(), one.GetProperty("status").GetString()!)));
    }

    public async Task<bool> AnswersAsync()
    {
        Assert.False(_process.HasExited, "Burrow ended");
        try
        {
            return (await _http.GetAsync("/burrow/admin", TestContext.Current.CancellationToken)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
