using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using KafkaAspire.Services.Tests.Running;

namespace KafkaAspire.Services.Tests.Producer;

/// <summary>Ten thousand callers at once who say nothing, or half of it: those who are let in are served, in bounded memory, and afterwards everybody is.</summary>
public sealed class ManyConnectionsTests(Brokers brokers) : IClassFixture<Brokers>
{
    private const int Callers = 10_000;
    private const int AtOnce = 250;
    private const long MostGrowth = 150L << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private const string Deposit = """{"account":"A","kind":"deposit","amount":100,"currency":"EUR"}""";
    private static readonly byte[] Request = Encoding.ASCII.GetBytes(
        $"POST /transactions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Deposit.Length}\r\nConnection: close\r\n\r\n{Deposit}");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1_000)]
    [InlineData(20_000)]
    public async Task Ten_thousand_connections_take_bounded_memory_and_keep_nobody_out_afterwards(int allowed)
    {
        Assert.SkipUnless(OpenFiles.Most is null or > Callers + 1_000, $"needs {Callers + 1_000} open files in one process; ulimit -Hn is {OpenFiles.Most}");
        await using var producer = ServiceProcess.Producer(brokers.Cluster.BootstrapServers, new() { ["Producer__Source"] = "http", ["Producer__Http__MaxConnections"] = $"{allowed}" });
        await producer.WaitUntilUpAsync();
        Assert.StartsWith("HTTP/1.1 202", await AskAsync(await ConnectAsync(producer)));
        long before = Memory(producer);

        var callers = new List<Socket>(Callers);
        while (callers.Count < Callers)
            callers.AddRange(await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => ConnectAsync(producer))));
        int expected = Math.Min(allowed, Callers);
        await Until.TrueAsync(() => Task.FromResult(callers.Count(IsOpen) <= expected), () => $"{callers.Count(IsOpen)} of {Callers} are open");
        var letIn = callers.FindAll(IsOpen);
        // One of those that are allowed may be the connection that this process asked by whether the service is up.
        Assert.InRange(letIn.Count, expected - 1, expected);
        foreach (var slow in letIn.Take(letIn.Count / 2))
            await slow.SendAsync(Request.AsMemory(0, 40), Cancel);

        foreach (var caller in letIn.TakeLast(20))
            Assert.StartsWith("HTTP/1.1 202", await AskAsync(caller));
        long growth = Memory(producer) - before;
        Assert.True(growth < MostGrowth, $"{growth >> 20} MB more");
        TestContext.Current.TestOutputHelper?.WriteLine($"{letIn.Count} let in, {growth >> 20} MB more");

        callers.ForEach(caller => caller.Dispose());
        await Until.TrueAsync(async () => (await AskAsync(await ConnectAsync(producer))).StartsWith("HTTP/1.1 202", StringComparison.Ordinal), () => producer.Log);
        Assert.DoesNotContain("fail:", producer.Log);
    }

    private static async Task<Socket> ConnectAsync(ServiceProcess producer)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(producer.Http.BaseAddress!.Host, producer.Http.BaseAddress.Port, Cancel);
        return socket;
    }

    private static bool IsOpen(Socket socket)
    {
        try
        {
            return !socket.Poll(TimeSpan.Zero, SelectMode.SelectRead) || socket.Available > 0;
        }
        catch (SocketException)
        {
            return false; // reset
        }
    }

    // Empty where the service closes without an answer.
    private static async Task<string> AskAsync(Socket socket)
    {
        using (socket)
        {
            var answer = new StringBuilder();
            byte[] buffer = new byte[4096];
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            deadline.CancelAfter(Patience);
            try
            {
                await socket.SendAsync(Request, deadline.Token);
                for (int read; (read = await socket.ReceiveAsync(buffer, deadline.Token)) > 0;)
                    answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }
            catch (SocketException)
            {
                // Closed while this was writing: what was said before is the answer.
            }
            return answer.ToString();
        }
    }

    private static long Memory(ServiceProcess producer)
    {
        using var process = Process.GetProcessById(producer.Child.Id);
        return process.WorkingSet64;
    }
}
