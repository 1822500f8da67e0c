using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Benchmarks.Memory;

/// <summary>A service as it is started by anybody: a process with settings in its environment.</summary>
internal static class ServiceProcess
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Runs a service until its status says that it is done.</summary>
    /// <param name="name">The service, which is built beside this program.</param>
    /// <param name="brokers">The brokers.</param>
    /// <param name="settings">Its environment.</param>
    /// <param name="isDone">Looks at the answer of <c>GET /status</c>.</param>
    /// <returns>The most memory that it had (its peak working set), in MB.</returns>
    /// <exception cref="InvalidOperationException">It ended by itself, or was not done in time.</exception>
    public static async Task<Sample> RunAsync(string name, string brokers, Dictionary<string, string?> settings, Func<JsonElement, bool> isDone)
    {
        settings["ConnectionStrings__kafka"] = brokers;
        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:1";
        settings["OTEL_SERVICE_NAME"] = name;
        settings["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var last = "";
        await using var process = ChildProcess.Start(new("dotnet", Path.Combine(AppContext.BaseDirectory, $"{name}.dll"))
        {
            Environment = settings,
            OnOutput = line =>
            {
                last = line;
                const string listening = "Now listening on: ";
                if (line.IndexOf(listening, StringComparison.Ordinal) is >= 0 and var at)
                    address.TrySetResult(line[(at + listening.Length)..].Trim());
            },
        });
        using var seen = Process.GetProcessById(process.Id);
        using var http = new HttpClient { BaseAddress = new(await address.Task.WaitAsync(Patience)) };
        long peak = 0;
        long start = Stopwatch.GetTimestamp();
        while (!process.HasExited)
        {
            peak = Math.Max(peak, Peak(seen));
            if (await IsDoneAsync(http, isDone))
                return new(peak / 1_000_000.0);
            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new InvalidOperationException($"{name} was not done within {Patience.TotalMinutes} minutes");
            await Task.Delay(Look);
        }
        // A producer that has sent everything ends by itself, between two looks.
        return await process.Exited == 0 && peak > 0 ? new(peak / 1_000_000.0) : throw new InvalidOperationException($"{name} ended with {await process.Exited}: {last}");
    }

    private static long Peak(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException) when (process.HasExited)
        {
            return 0; // between two looks
        }
    }

    private static async Task<bool> IsDoneAsync(HttpClient http, Func<JsonElement, bool> isDone)
    {
        try
        {
            return isDone(await http.GetFromJsonAsync<JsonElement>("/status"));
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException or IOException)
        {
            return false; // it is about to end
        }
    }
}
