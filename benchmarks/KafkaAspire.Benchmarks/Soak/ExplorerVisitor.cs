using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace KafkaAspire.Benchmarks.Soak;

/// <summary>Somebody who looks at one page of the Explorer after the other.</summary>
internal sealed class ExplorerVisitor : IDisposable
{
    private static readonly string[] Pages = ["/", "/topics", "/topics/transactions", "/messages", "/groups", "/groups/ledger", "/produce", "/dead-letters", "/audit", "/learn"];

    private readonly HttpClient _http;
    private int _visits;

    public ExplorerVisitor()
    {
        // Free now, and asked for at once.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Port = port.ToString(CultureInfo.InvariantCulture);
        _http = new() { BaseAddress = new($"http://127.0.0.1:{Port}"), Timeout = TimeSpan.FromMinutes(1) };
    }

    /// <summary>Where the Explorer is to listen.</summary>
    public string Port { get; }

    /// <summary>Whether the Explorer answers; it is what <c>./run</c> starts last.</summary>
    public async Task<bool> IsLetInAsync()
    {
        try
        {
            await VisitAsync();
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Looks at the next page.</summary>
    /// <exception cref="HttpRequestException">It was not shown.</exception>
    public async Task VisitAsync() => await _http.GetStringAsync(Pages[_visits++ % Pages.Length]);

    public void Dispose() => _http.Dispose();
}
