using System.Diagnostics;

namespace KafkaAspire.Standalone.Build;

/// <summary>Runs a command of the .NET SDK quietly and gives what it printed.</summary>
internal static class DotnetCommand
{
    /// <summary>The <c>dotnet</c> that runs this program, so that no other SDK on the PATH gets in.</summary>
    public static string Executable { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    public static async Task<DotnetResult> RunAsync(string workingDirectory, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Executable, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The build's servers would outlive this run, and hold its output open while they do.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var lines = new List<string>();
        try
        {
            await Task.WhenAll(ReadAsync(process.StandardOutput, lines, cancellation), ReadAsync(process.StandardError, lines, cancellation));
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return new(process.ExitCode, lines);
    }

    private static async Task ReadAsync(StreamReader reader, List<string> lines, CancellationToken cancellation)
    {
        while (await reader.ReadLineAsync(cancellation) is { } line)
            lock (lines)
                lines.Add(line);
    }
}

/// <param name="ExitCode">The command's exit code.</param>
/// <param name="Lines">What it printed on both outputs.</param>
internal sealed record DotnetResult(int ExitCode, IReadOnlyList<string> Lines);
