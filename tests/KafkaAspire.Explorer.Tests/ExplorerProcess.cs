using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Explorer.Service.Cluster;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Explorer.Tests;

/// <summary>The Explorer as a process of its own, as a user starts it.</summary>
public sealed class ExplorerProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly ConcurrentQueue<string> _lines;

    private ExplorerProcess(ChildProcess process, ConcurrentQueue<string> lines, Uri address)
    {
        _process = process;
        _lines = lines;
        Http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
    }

    public string Url => Http.BaseAddress!.ToString();

    public HttpClient Http { get; }

    public Task<int> Exited => _process.Exited;

    public string Output => string.Join('\n', _lines);

    public bool HasExited => _process.HasExited;

    public static async Task<ExplorerProcess> StartAsync(string brokers, params (string Key, string Value)[] settings)
    {
        var explorer = Launch(brokers, settings);
        await Eventually.TrueAsync(async () =>
        {
            Assert.False(explorer.HasExited, explorer.Output);
            try
            {
                return (await explorer.Http.GetAsync("/alive", TestContext.Current.CancellationToken)).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, "the Explorer is alive");
        return explorer;
    }

    /// <summary>Starts it without waiting.</summary>
    public static ExplorerProcess Launch(string brokers, params (string Key, string Value)[] settings)
    {
        int port = FreePort();
        var lines = new ConcurrentQueue<string>();
        var environment = new Dictionary<string, string?>
        {
            ["ConnectionStrings__kafka"] = brokers,
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            // Not the tests' own.
            ["ASPNETCORE_ENVIRONMENT"] = null,
            ["DOTNET_ENVIRONMENT"] = null,
        };
        foreach (var (key, value) in settings)
            environment[key] = value;
        var process = ChildProcess.Start(new("dotnet", typeof(ClusterSnapshot).Assembly.Location)
        {
            Environment = environment,
            WorkingDirectory = Path.GetTempPath(),
            OnOutput = lines.Enqueue,
            OnError = lines.Enqueue,
        });
        return new(process, lines, new Uri($"http://127.0.0.1:{port}"));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _process.TerminateAsync(TimeSpan.FromSeconds(30));
        await _process.DisposeAsync();
    }
}
