using System.Diagnostics;

namespace KafkaAspire.Chaos.Tests;

/// <summary>The program as a process of its own.</summary>
internal static class ChaosProcess
{
    /// <summary>Runs it to its end.</summary>
    public static async Task<ChaosResult> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Faults.FaultCatalog).Assembly.Location, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, output, await errors);
    }

    /// <summary>Skips the test where there are no real brokers to be had.</summary>
    public static void RequireKafka() => Assert.SkipWhen(
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KAFKA_HOME")), "KAFKA_HOME is not set: this test needs Apache Kafka and Java");
}

/// <summary>How it ended.</summary>
internal sealed record ChaosResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The line that sums the run up.</summary>
    public string Sum => Output.Split('\n').LastOrDefault(line => line.StartsWith("chaos: ", StringComparison.Ordinal)) ?? "";

    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";
}
