using System.CommandLine;
using System.Globalization;
using KafkaAspire.Fuzz.Targets;

namespace KafkaAspire.Fuzz.CommandLine;

/// <summary>The command line.</summary>
internal static class FuzzCommand
{
    private const string AllTargets = "all";

    private static readonly Argument<string> Target = new("TARGET")
    {
        Description = $"What to fuzz: {AllTargets}, or one of {string.Join(", ", FuzzTargets.All.Select(target => target.Name))}, {PlantedBug.Target.Name}.",
        DefaultValueFactory = _ => AllTargets,
    };

    private static readonly Option<string> Seconds = new("--seconds")
    {
        HelpName = "SECONDS", Description = "How long each target is fuzzed.", DefaultValueFactory = _ => "60",
    };

    private static readonly Option<string> Output = new("--output")
    {
        HelpName = "DIR", Description = "Where logs and inputs that were found are kept.", DefaultValueFactory = _ => Path.Combine("artifacts", "fuzz"),
    };

    private static readonly Option<string?> Input = new("--input") { HelpName = "FILE", Description = "Try this input alone, on the assemblies as they are, and show what it breaks." };

    public static async Task<int> InvokeAsync(string[] args, Func<FuzzOptions, CancellationToken, Task<int>> run)
    {
        var command = new RootCommand("Lets AFL++ look for bytes that break what is claimed of everything that parses.") { Target, Seconds, Output, Input };
        command.SetAction((line, cancel) => run(Read(line), cancel));
        var parsed = command.Parse(args);
        if (parsed.Errors.Count > 0)
            throw new UsageException($"{parsed.Errors[0].Message.TrimEnd('.')}; --help lists what is possible");
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
    }

    private static FuzzOptions Read(ParseResult line)
    {
        string name = line.GetValue(Target)!, seconds = line.GetValue(Seconds)!;
        if (!int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number is < 1 or > 1_000_000)
            throw new UsageException($"{Seconds.Name} \"{seconds}\" is not possible; allowed: a whole number from 1 to 1000000");
        IReadOnlyList<FuzzTarget> targets = name == AllTargets ? FuzzTargets.All : FuzzTargets.Find(name) is { } target ? [target]
            : throw new UsageException($"TARGET \"{name}\" is not possible; allowed: {AllTargets}, {string.Join(", ", FuzzTargets.All.Select(one => one.Name))}, {PlantedBug.Target.Name}");
        if (line.GetValue(Input) is { } input && (targets.Count > 1 || !File.Exists(input)))
            throw new UsageException(targets.Count > 1 ? $"{Input.Name} goes with one target" : $"{Input.Name} \"{input}\" is not possible; allowed: a file");
        return new(targets, number, line.GetValue(Output)!, line.GetValue(Input));
    }
}

/// <summary>What was asked for.</summary>
/// <param name="Targets">What is fuzzed.</param>
/// <param name="Seconds">How long each, in seconds.</param>
/// <param name="Output">Where what was found is kept.</param>
/// <param name="Input">The one input to try; null for a run of AFL++.</param>
internal sealed record FuzzOptions(IReadOnlyList<FuzzTarget> Targets, int Seconds, string Output, string? Input);
