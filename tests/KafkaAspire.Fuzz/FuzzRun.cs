using KafkaAspire.Fuzz.Afl;
using KafkaAspire.Fuzz.CommandLine;
using KafkaAspire.Fuzz.Targets;

namespace KafkaAspire.Fuzz;

/// <summary>A run over targets, one after the other, or of one input.</summary>
internal static class FuzzRun
{
    public static async Task<int> RunAsync(FuzzOptions options, CancellationToken cancellationToken)
    {
        if (options.Input is { } input)
        {
            options.Targets[0].Holds(await File.ReadAllBytesAsync(input, cancellationToken));
            Console.WriteLine("fuzz: the input breaks nothing");
            return ExitCode.NothingFound;
        }
        bool isFound = false;
        foreach (var target in options.Targets)
            isFound |= await IsFoundAsync(target, options, cancellationToken);
        return isFound ? ExitCode.Found : ExitCode.NothingFound;
    }

    private static async Task<bool> IsFoundAsync(FuzzTarget target, FuzzOptions options, CancellationToken cancellationToken)
    {
        string directory = Path.GetFullPath(Path.Combine(options.Output, $"{target.Name}-{DateTime.UtcNow:yyyyMMdd-HHmmss}"));
        var findings = await new AflRun(target, directory).RunAsync(options.Seconds, cancellationToken);
        Console.WriteLine(FormattableString.Invariant(
            $"fuzz: {target.Name}, {findings.Executions} executions, {findings.Paths} paths, {findings.Branches} branches, {findings.Crashes.Count} crashes, {findings.Hangs.Count} hangs"));
        foreach (string path in findings.Crashes.Concat(findings.Hangs))
            Console.WriteLine($"  try again: {target.Name} --input \"{path}\"");
        return findings.Crashes.Count + findings.Hangs.Count > 0;
    }
}
