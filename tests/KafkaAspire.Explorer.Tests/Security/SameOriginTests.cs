using System.Net;
using System.Net.WebSockets;

namespace KafkaAspire.Explorer.Tests.Security;

/// <summary>A page from elsewhere, in a browser that is on this machine, can change nothing here.</summary>
public sealed class SameOriginTests
{
    private const string Nobody = "127.0.0.1:9";

    private CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_circuit_is_opened_to_own_pages_only()
    {
        await using var explorer = await ExplorerProcess.StartAsync(Nobody);
        string own = explorer.Url.TrimEnd('/');
        Assert.Equal(HttpStatusCode.Forbidden, await OpenSocketAsync(explorer, "http://elsewhere.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await OpenSocketAsync(explorer, "null"));
        Assert.Equal(HttpStatusCode.Forbidden, await OpenSocketAsync(explorer, own + "1"));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await OpenSocketAsync(explorer, own));
        // The page's other way, where no WebSocket is to be had.
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(explorer, "/_blazor/negotiate?negotiateVersion=1", "http://elsewhere.example"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(explorer, "/_blazor/negotiate?negotiateVersion=1", own));
        Assert.Contains("it comes from a page of http://elsewhere.example", explorer.Output);
    }

    [Fact]
    public async Task What_a_browser_says_of_a_foreign_page_is_believed()
    {
        await using var explorer = await ExplorerProcess.StartAsync(Nobody);
        var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        Assert.Equal(HttpStatusCode.Forbidden, (await explorer.Http.SendAsync(request, Stop)).StatusCode);
        // A link from elsewhere only shows something.
        var link = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        Assert.Equal(HttpStatusCode.OK, (await explorer.Http.SendAsync(link, Stop)).StatusCode);
    }

    private async Task<HttpStatusCode> OpenSocketAsync(ExplorerProcess explorer, string origin)
    {
        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        socket.Options.SetRequestHeader("Origin", origin);
        try
        {
            await socket.ConnectAsync(new UriBuilder(explorer.Url) { Scheme = "ws", Path = "/_blazor" }.Uri, Stop);
            return HttpStatusCode.SwitchingProtocols;
        }
        catch (WebSocketException)
        {
            return socket.HttpStatusCode;
        }
    }

    private async Task<HttpStatusCode> PostAsync(ExplorerProcess explorer, string path, string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Headers = { { "Origin", origin } } };
        return (await explorer.Http.SendAsync(request, Stop)).StatusCode;
    }
}
