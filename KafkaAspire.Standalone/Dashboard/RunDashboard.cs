using System.Net.Sockets;
using KafkaAspire.LocalCluster;
using KafkaAspire.Standalone.CommandLine;
using KafkaAspire.Standalone.Services;

namespace KafkaAspire.Standalone.Dashboard;

/// <summary>The Aspire dashboard of a run, as a child process.</summary>
/// <param name="access">Its addresses and secrets.</param>
/// <param name="process">The dashboard, or the container engine's client that waits for it.</param>
/// <param name="log">What it prints.</param>
/// <param name="container">The container that it runs in, if it does.</param>
internal sealed class RunDashboard(DashboardAccess access, ChildProcess process, string log, ContainerLife? container = null) : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan GracefulEnd = TimeSpan.FromSeconds(5);

    /// <summary>The page, with what it takes to be let in.</summary>
    public Uri Address => access.LoginPage;

    /// <summary>What a service is told so that the dashboard shows it.</summary>
    public IReadOnlyDictionary<string, string?> ServiceSettings => access.ServiceSettings;

    /// <summary>Completes with the exit code.</summary>
    public Task<int> Exited => process.Exited;

    /// <summary>How it ended, in a line.</summary>
    public string Ending => $"the dashboard ended by itself with exit code {process.Exited.Result}: {ServiceLog.LastError(log)}";

    /// <summary>Waits until it shows its page and takes data: what a service sends before that is lost.</summary>
    /// <exception cref="RunException">It ended, or did not answer in time.</exception>
    public async Task AnswerAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(LongestStart);
        while (!await AnswersAsync(http, deadline.Token))
        {
            if (Exited.IsCompleted)
                throw new RunException(Ending);
            await Task.WhenAny(Exited, Task.Delay(Look, deadline.Token));
            cancellation.ThrowIfCancellationRequested();
            if (deadline.IsCancellationRequested)
                throw new RunException($"the dashboard does not answer within {LongestStart.TotalSeconds:0} s: {ServiceLog.LastError(log)}");
        }
    }

    private async Task<bool> AnswersAsync(HttpClient http, CancellationToken cancellation)
    {
        try
        {
            using var page = await http.GetAsync(new Uri(access.Page, "login"), cancellation);
            using var otlp = new TcpClient();
            await otlp.ConnectAsync("127.0.0.1", access.OtlpPort, cancellation);
            return page.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or OperationCanceledException)
        {
            return false; // it starts, or it ended: whoever asks finds out
        }
    }

    public async ValueTask DisposeAsync()
    {
        await process.TerminateAsync(GracefulEnd);
        if (container is not null)
            await container.DisposeAsync();
        await process.DisposeAsync();
    }
}
