using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using KafkaAspire.Services.Tests.Running;

namespace KafkaAspire.Services.Tests.Producer;

/// <summary>Callers who send too much, too slowly, too often or without a key: each gets the right answer, and the service goes on.</summary>
public sealed class HttpLimitsTests(Brokers brokers) : IClassFixture<Brokers>
{
    private const string Deposit = """{"account":"A","kind":"deposit","amount":100,"currency":"EUR"}""";
    private const string Key = "a-key-of-enough-length";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_of_100_MB_is_refused_before_it_is_read()
    {
        await using var producer = await StartAsync();
        long before = Memory(producer);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/transactions") { Content = new ByteArrayContent(new byte[100 << 20]) };
        request.Headers.ExpectContinue = true;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await producer.Http.SendAsync(request, Cancel)).StatusCode);
        Assert.InRange(Memory(producer), 0, before + (64L << 20));
        await AcceptsAsync(producer);
    }

    [Fact]
    public async Task A_million_headers_are_refused()
    {
        await using var producer = await StartAsync();
        using var socket = await ConnectAsync(producer);
        await using var stream = socket.GetStream();
        var answer = ReadAllAsync(stream);
        try
        {
            await stream.WriteAsync("POST /transactions HTTP/1.1\r\nHost: localhost\r\n"u8.ToArray(), Cancel);
            byte[] headers = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 1_000).Select(i => $"h{i}: x\r\n")));
            for (int i = 0; i < 1_000; i++)
                await stream.WriteAsync(headers, Cancel);
        }
        catch (IOException)
        {
            // The service has answered and closed: it need not read the rest.
        }
        Assert.StartsWith("HTTP/1.1 431", await answer);
        await AcceptsAsync(producer);
    }

    [Fact]
    public async Task Deep_JSON_is_refused()
    {
        await using var producer = await StartAsync();
        var response = await producer.Http.PostAsync("/transactions", new StringContent(new string('[', 1_000_000)), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await AcceptsAsync(producer);
    }

    [Fact]
    public async Task A_body_that_trickles_in_is_given_up_while_others_are_served()
    {
        await using var producer = await StartAsync();
        using var socket = await ConnectAsync(producer);
        await using var stream = socket.GetStream();
        await stream.WriteAsync("POST /transactions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{"u8.ToArray(), Cancel);
        var answer = ReadAllAsync(stream);
        await AcceptsAsync(producer);
        Assert.StartsWith("HTTP/1.1 408", await answer);
    }

    [Fact]
    public async Task More_connections_than_are_allowed_are_closed_and_the_others_go_on()
    {
        await using var producer = await StartAsync(("Producer__Http__MaxConnections", "20"));
        await AcceptsAsync(producer);
        var sockets = new List<TcpClient>();
        for (int i = 0; i < 200; i++)
            sockets.Add(await ConnectAsync(producer));
        // The caller's own connection is one of the twenty, and stays.
        await AcceptsAsync(producer);
        int closed = 0;
        foreach (var socket in sockets)
            closed += await IsClosedAsync(socket) ? 1 : 0;
        Assert.InRange(closed, 180, 199);
        sockets.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task Too_many_requests_are_told_to_come_back_later()
    {
        await using var producer = await StartAsync(("Producer__Http__RequestsPerSecond", "5"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => producer.Http.PostAsync("/transactions", Json(), Cancel)));
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.Accepted);
        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.Contains("Producer:Http:RequestsPerSecond", (string)(await refused.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["detail"]!);
        // Figures and health are no part of it.
        Assert.Equal(HttpStatusCode.OK, (await producer.Http.GetAsync("/status", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("another-key-of-length", HttpStatusCode.Unauthorized)]
    [InlineData(Key, HttpStatusCode.Accepted)]
    public async Task Where_a_key_is_set_it_is_needed(string? key, HttpStatusCode expected)
    {
        await using var producer = await StartAsync(("Producer__Http__ApiKey", Key));
        if (key is not null)
            producer.Http.DefaultRequestHeaders.Add("X-Api-Key", key);
        Assert.Equal(expected, (await producer.Http.PostAsync("/transactions", Json(), Cancel)).StatusCode);
        Assert.Equal(expected == HttpStatusCode.Accepted ? HttpStatusCode.OK : expected, (await producer.Http.PostAsync("/pause", null, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await producer.Http.GetAsync("/health", Cancel)).StatusCode);
        Assert.DoesNotContain(Key, producer.Log);
    }

    private static StringContent Json() => new(Deposit, Encoding.UTF8, "application/json");

    private static async Task AcceptsAsync(ServiceProcess producer) =>
        Assert.Equal(HttpStatusCode.Accepted, (await producer.Http.PostAsync("/transactions", Json(), Cancel)).StatusCode);

    private static long Memory(ServiceProcess producer)
    {
        using var process = System.Diagnostics.Process.GetProcessById(producer.Child.Id);
        return process.WorkingSet64;
    }

    private static async Task<TcpClient> ConnectAsync(ServiceProcess producer)
    {
        var client = new TcpClient();
        await client.ConnectAsync(producer.Http.BaseAddress!.Host, producer.Http.BaseAddress.Port, Cancel);
        return client;
    }

    private static async Task<string> ReadAllAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        byte[] buffer = new byte[4096];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, Cancel)) > 0;)
                text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // Reset because the service did not read everything: what it had said came before.
        }
        return text.ToString();
    }

    private static async Task<bool> IsClosedAsync(TcpClient client)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromMilliseconds(200));
        try
        {
            return await client.GetStream().ReadAsync(new byte[1], patience.Token) == 0;
        }
        catch (IOException)
        {
            return true;
        }
        catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<ServiceProcess> StartAsync(params (string Key, string Value)[] settings)
    {
        var all = settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        all["Producer__Source"] = "http";
        var producer = ServiceProcess.Producer(brokers.Cluster.BootstrapServers, all);
        await producer.WaitUntilUpAsync();
        return producer;
    }
}
