using System.Diagnostics;
using System.Globalization;
using System.Text;
using KafkaAspire.Fuzz.Claims;
using KafkaAspire.Fuzz.CommandLine;
using KafkaAspire.Fuzz.Targets;

namespace KafkaAspire.Fuzz.Afl;

/// <summary>A run of afl-fuzz on one target, in a directory of its own.</summary>
/// <param name="target">The target.</param>
/// <param name="directory">What it leaves: the log, and under <c>found</c> what AFL++ writes.</param>
internal sealed class AflRun(FuzzTarget target, string directory)
{
    // A busy machine takes its time; what takes longer is a finding.
    private const int HangMilliseconds = 20_000;

    /// <summary>Runs it to its end.</summary>
    /// <param name="seconds">How long, in seconds.</param>
    /// <param name="cancellationToken">Ends it before; what was found stays.</param>
    /// <exception cref="FuzzException">AFL++ is not there, or it could not go on.</exception>
    public async Task<AflFindings> RunAsync(int seconds, CancellationToken cancellationToken)
    {
        string fuzzer = Find() ?? throw new FuzzException("afl-fuzz is not on the PATH; it comes with AFL++ (Debian and Ubuntu: apt-get install afl++)");
        string copy = Path.Combine(directory, "program"), seeds = Path.Combine(directory, "seeds"), words = Path.Combine(directory, "words"), found = Path.Combine(directory, "found");
        Directory.CreateDirectory(seeds);
        string program = InstrumentedCopy.Make(copy);
        for (int i = 0; i < target.Seeds.Length; i++)
            await File.WriteAllBytesAsync(Path.Combine(seeds, $"seed-{i}"), target.Seeds[i], cancellationToken);
        await File.WriteAllLinesAsync(words, AwkwardTexts.All.Concat(target.Words).Where(word => word.Length > 0).Distinct().Select(Escaped), cancellationToken);
        string log;
        try
        {
            log = await StartAsync(
                [fuzzer, "-i", seeds, "-o", found, "-x", words, "-m", "none", "-t", HangMilliseconds.ToString(CultureInfo.InvariantCulture),
                    "-V", seconds.ToString(CultureInfo.InvariantCulture), "--", "dotnet", program, FuzzedProgram.Command, target.Name],
                cancellationToken);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
        return AflFindings.Read(found) ?? throw new FuzzException($"afl-fuzz did not begin: {Reason(log)}");
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "afl-fuzz")).FirstOrDefault(File.Exists);

    private async Task<string> StartAsync(string[] command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string setting in (string[])["AFL_NO_UI", "AFL_SKIP_BIN_CHECK", "AFL_SKIP_CPUFREQ", "AFL_NO_AFFINITY", "AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES"])
            start.Environment[setting] = "1";
        start.Environment["AFL_FORKSRV_INIT_TMOUT"] = "120000";
        using var process = Process.Start(start)!;
        var texts = Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        string log = string.Concat(await texts);
        await File.WriteAllTextAsync(Path.Combine(directory, "afl-fuzz.log"), log, CancellationToken.None);
        return log;
    }

    // Its last line that says something, without the colours.
    private static string Reason(string log) => new(
        (log.Split('\n').LastOrDefault(line => line.Contains("PROGRAM ABORT", StringComparison.Ordinal)) ?? log.Trim().Split('\n')[^1]).Where(c => !char.IsControl(c)).ToArray());

    private static string Escaped(string word) =>
        $"\"{string.Concat(Encoding.UTF8.GetBytes(word).Select(one => one is >= 0x20 and < 0x7f and not ((byte)'"' or (byte)'\\') ? ((char)one).ToString() : $"\\x{one:x2}"))}\"";
}
