using System.Diagnostics;

namespace KafkaAspire.Docs.Tests.Commands;

/// <summary>A command as a reader types it: in a shell, in the repository.</summary>
internal static class ShellCommand
{
    // Only what hangs is so slow: one command builds a whole solution, which a busy machine takes minutes for.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static async Task<ShellResult> RunAsync(string command, string directory, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo("bash", ["-c", command])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var outputs = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Longest);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"not at its end after {Longest.TotalMinutes:0} minutes: {command}\n{string.Concat(await outputs)}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return new(process.ExitCode, (await outputs)[0], (await outputs)[1]);
    }
}

internal sealed record ShellResult(int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";
}
