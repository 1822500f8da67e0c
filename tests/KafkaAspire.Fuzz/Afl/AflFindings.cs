using System.Globalization;

namespace KafkaAspire.Fuzz.Afl;

/// <summary>What a run of afl-fuzz came to.</summary>
/// <param name="Executions">How many inputs were tried.</param>
/// <param name="Paths">How many of them reached something new and were kept to go on from.</param>
/// <param name="Branches">How many branches were taken, of the instrumented code.</param>
/// <param name="Crashes">The inputs that broke a claim, one for each way.</param>
/// <param name="Hangs">The inputs that took too long.</param>
internal sealed record AflFindings(long Executions, long Paths, long Branches, IReadOnlyList<string> Crashes, IReadOnlyList<string> Hangs)
{
    /// <summary>Reads what afl-fuzz left; null where it did not begin.</summary>
    /// <param name="directory">Its output.</param>
    public static AflFindings? Read(string directory)
    {
        string run = Path.Combine(directory, "default"), path = Path.Combine(run, "fuzzer_stats");
        if (!File.Exists(path))
            return null;
        var figures = File.ReadLines(path).Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim());
        long Figure(string name) => long.Parse(figures[name], CultureInfo.InvariantCulture);
        return new(Figure("execs_done"), Figure("corpus_count"), Figure("edges_found"), Inputs(run, "crashes"), Inputs(run, "hangs"));
    }

    private static string[] Inputs(string run, string kind) =>
        Directory.Exists(Path.Combine(run, kind)) ? [.. Directory.EnumerateFiles(Path.Combine(run, kind), "id:*").Order(StringComparer.Ordinal)] : [];
}
