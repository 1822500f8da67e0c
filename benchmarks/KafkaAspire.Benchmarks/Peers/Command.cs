using KafkaAspire.LocalCluster;

namespace KafkaAspire.Benchmarks.Peers;

/// <summary>Other programs.</summary>
internal static class Command
{
    /// <summary>Runs one to its end.</summary>
    /// <returns>The lines that it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; its last lines tell why.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(
        string program, IReadOnlyList<string> arguments, string? directory = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var lines = new List<string>();
        void Add(string line)
        {
            lock (lines)
                lines.Add(line);
        }

        await using var process = ChildProcess.Start(new(program, arguments)
        {
            OnOutput = Add, OnError = Add, WorkingDirectory = directory, Environment = environment ?? new Dictionary<string, string?>(),
        });
        int code = await process.Exited;
        lock (lines)
            return code == 0
                ? [.. lines]
                : throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {code}: {string.Join(" | ", lines.TakeLast(5))}");
    }

    /// <summary>Whether a program is in PATH.</summary>
    public static bool IsInPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, name)));
}
