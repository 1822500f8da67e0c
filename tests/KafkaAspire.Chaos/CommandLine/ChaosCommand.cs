using System.CommandLine;
using System.Globalization;
using KafkaAspire.Chaos.Faults;

namespace KafkaAspire.Chaos.CommandLine;

/// <summary>The command line.</summary>
internal static class ChaosCommand
{
    private static readonly Option<string> Messages = Text("--messages", "50000", "COUNT", "How many transactions the callers make.");
    private static readonly Option<string> Faults = Text("--faults", "15", "COUNT", "How many faults fall into that time.");
    private static readonly Option<string> DeliveryMode = Text("--delivery", "exactly-once", "at-most-once|at-least-once|exactly-once", "What the consumers promise.");
    private static readonly Option<string> SinkOption = Text("--sink", "database-sqlite", "database-sqlite|database-postgres|topic", "Where their effects go.");
    private static readonly Option<string> Seed = Text("--seed", null, "NUMBER", "The same seed gives the same transactions and the same schedule of faults; one is drawn by default.");
    private static readonly Option<string> Producers = Text("--producers", "2", "COUNT", "How many producers.");
    private static readonly Option<string> Consumers = Text("--consumers", "3", "COUNT", "How many consumers; a rebalance storm goes from one to twice as many.");
    private static readonly Option<string> Rate = Text("--rate", "2000", "MESSAGES", "The most transactions a second, of all callers together.");
    private static readonly Option<string> Deduplicate = Text("--deduplicate", "on", "on|off", "off: the ledger takes an id more than once, and each record of the log has to count by itself.");
    private static readonly Option<string> Only = Text("--only", "", "NAME,...", "Choose from these faults alone.");
    private static readonly Option<string?> Keep = new("--keep") { HelpName = "DIR", Description = "Keep logs and data in a new or empty directory; those of a broken promise are kept in any case." };
    private static readonly Option<string> Break = Text("--break", "nothing", "nothing|commit-before-write|no-fencing|read-uncommitted|acks-1", "Take one guarantee away: the checker has to find it.");

    public static async Task<int> InvokeAsync(string[] args, Func<ChaosOptions, CancellationToken, Task<int>> run)
    {
        var command = new RootCommand("Breaks a run of real brokers, producers and consumers again and again, and judges from the data what was lost, doubled or put out of order.");
        foreach (var option in new Option[] { Messages, Faults, DeliveryMode, SinkOption, Seed, Producers, Consumers, Rate, Deduplicate, Only, Keep, Break })
            command.Options.Add(option);
        command.SetAction((line, cancel) => run(Read(line), cancel));
        var parsed = command.Parse(args);
        if (parsed.Errors.Count > 0)
            throw new UsageException($"{parsed.Errors[0].Message.TrimEnd('.')}; --help lists what is possible");
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
    }

    private static ChaosOptions Read(ParseResult line)
    {
        var options = new ChaosOptions(
            Number(line, Messages, 1, 100_000_000),
            Number(line, Faults, 0, 100_000),
            OneOf(line, DeliveryMode, ("at-most-once", Delivery.AtMostOnce), ("at-least-once", Delivery.AtLeastOnce), ("exactly-once", Delivery.ExactlyOnce)),
            OneOf(line, SinkOption, ("database-sqlite", Sink.Sqlite), ("database-postgres", Sink.Postgres), ("topic", Sink.Topic)),
            line.GetValue(Seed) is null ? Random.Shared.Next(1, 1_000_000) : Number(line, Seed, 0, int.MaxValue),
            Number(line, Producers, 1, 16),
            Number(line, Consumers, 1, 16),
            Number(line, Rate, 1, 1_000_000),
            OneOf(line, Deduplicate, ("on", true), ("off", false)),
            line.GetValue(Only)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            line.GetValue(Keep),
            OneOf(line, Break, ("nothing", Sabotage.None), ("commit-before-write", Sabotage.CommitBeforeWrite), ("no-fencing", Sabotage.NoFencing),
                ("read-uncommitted", Sabotage.ReadUncommitted), ("acks-1", Sabotage.AcksOne)));
        if (options.Only.FirstOrDefault(name => !FaultCatalog.Names.Contains(name)) is { } unknown)
            throw Wrong(Only.Name, unknown, string.Join(", ", FaultCatalog.Names));
        if (options.HasBrokenConsumers && options is not { Sink: Sink.Sqlite, Delivery: Delivery.ExactlyOnce })
            throw new UsageException($"{Break.Name} {line.GetValue(Break)} goes with --delivery exactly-once and --sink database-sqlite only");
        if (options.Sabotage == Sabotage.ReadUncommitted && options is not { Sink: Sink.Topic, Delivery: Delivery.ExactlyOnce })
            throw new UsageException($"{Break.Name} read-uncommitted goes with --delivery exactly-once and --sink topic only");
        return options;
    }

    private static int Number(ParseResult line, Option<string> option, int min, int max) =>
        line.GetValue(option)! is var value && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max
            ? number
            : throw Wrong(option.Name, value, $"a whole number from {min} to {max}");

    private static T OneOf<T>(ParseResult line, Option<string> option, params (string Name, T Value)[] choices)
    {
        string value = line.GetValue(option)!;
        foreach (var (name, choice) in choices)
            if (name == value)
                return choice;
        throw Wrong(option.Name, value, string.Join(", ", choices.Select(choice => choice.Name)));
    }

    private static UsageException Wrong(string option, string value, string allowed) => new($"{option} \"{value}\" is not possible; allowed: {allowed}");

    private static Option<string> Text(string name, string? byDefault, string values, string description)
    {
        var option = new Option<string>(name) { Description = description, HelpName = values };
        if (byDefault is not null)
            option.DefaultValueFactory = _ => byDefault;
        return option;
    }
}
