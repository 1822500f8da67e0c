using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Services.Tests.Running;

/// <summary>A service as a process of its own, as Aspire or Standalone would start it.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ConcurrentQueue<string> _log = new();

    private ServiceProcess(string service, Dictionary<string, string?> environment, params string[] arguments)
    {
        int port = FreePort();
        environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        environment.TryAdd("OTEL_SERVICE_NAME", "test");
        // A test that traces in this process would put its trace into every other test's request. OpenTelemetry does so whatever the propagator is:
        // without one there is nothing that it hears of.
        Http = new(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = new($"http://127.0.0.1:{port}") };
        Child = ChildProcess.Start(new("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{service}.dll"), .. arguments])
        {
            Environment = environment,
            OnOutput = _log.Enqueue,
            OnError = _log.Enqueue,
        });
    }

    public ChildProcess Child { get; }

    public HttpClient Http { get; }

    /// <summary>Everything that it has printed.</summary>
    public string Log => string.Join('\n', _log);

    public static ServiceProcess Producer(string brokers, Dictionary<string, string?> settings) =>
        new("Producer.Service", new(settings) { ["ConnectionStrings__kafka"] = brokers });

    public static ServiceProcess Consumer(string brokers, string ledger, Dictionary<string, string?>? settings = null) =>
        new("Consumer.Service", new(settings ?? []) { ["ConnectionStrings__kafka"] = brokers, ["ConnectionStrings__ledger"] = ledger });

    /// <summary>The command that sends dead letters back.</summary>
    public static ServiceProcess Replay(string brokers, params string[] options) =>
        new("Consumer.Service", new() { ["ConnectionStrings__kafka"] = brokers }, ["replay-dead-letters", .. options]);

    /// <summary>The command that makes the ledger's tables.</summary>
    public static ServiceProcess CreateLedger(string ledger) => new("Consumer.Service", new() { ["ConnectionStrings__ledger"] = ledger }, "create-ledger");

    /// <summary>Waits until it answers.</summary>
    public Task WaitUntilUpAsync() => Until.TrueAsync(async () =>
    {
        Assert.False(Child.HasExited, Log);
        try
        {
            return (await Http.GetAsync("/alive")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // it does not listen yet
        }
    }, () => Log);

    /// <summary>Waits until it has ended by itself, and gives the exit code.</summary>
    public Task<int> WaitForExitAsync() => Child.Exited.WaitAsync(Patience);

    public async Task<JsonNode> StatusAsync() => (await Http.GetFromJsonAsync<JsonNode>("/status"))!;

    public async Task<long> FigureAsync(string name) => (long)(await StatusAsync())[name]!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Child.DisposeAsync();
    }
}
