using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Standalone.CommandLine;

/// <summary>The command line of <c>./run</c>. Scripts depend on it: an option may be added, none may change.</summary>
internal static class RunCommand
{
    private static readonly Option<string> Brokers = Text(BrokerValue.Option, "auto", "auto|embedded|kafka|HOST:PORT,...",
        "Which brokers. auto is kafka when KAFKA_HOME and Java are there, else embedded (librdkafka's mock cluster).");
    private static readonly Option<string> Metadata = Text("--metadata", "kraft", "kraft|zookeeper",
        "Where Apache Kafka's brokers keep their metadata. zookeeper needs a KAFKA_HOME of Kafka 3.9, and adds a ZooKeeper server.");
    private static readonly Option<string> Producers = Text("--producers", "2", "COUNT", "How many producers.");
    private static readonly Option<string> Consumers = Text("--consumers", "3", "COUNT", "How many consumers share the consumer group.");
    private static readonly Option<string> DeliveryMode = Text("--delivery", "exactly-once", "at-most-once|at-least-once|exactly-once",
        "What the consumers promise about each message.");
    private static readonly Option<string> SinkOption = Text("--sink", "database", "database|topic",
        "Where the consumers apply transactions: the ledger database or the topic settlements.");
    private static readonly Option<string> Ledger = Text(LedgerValue.Option, "sqlite", "sqlite|CONNECTION-STRING",
        "The ledger database: a SQLite file of this run, or what a connection string names (SQLite or PostgreSQL).");
    private static readonly Option<string> Rate = Text("--rate", "1000", "MESSAGES",
        "Messages a second of all producers together; 0 is as fast as the brokers acknowledge.");
    private static readonly Option<string> Messages = Text("--messages", null, "COUNT", "End after that many messages.");
    private static readonly Option<string> For = Text("--for", null, "DURATION", "End after that time: 500ms, 30s, 5m, 1h.");
    private static readonly Option<string> Input = Text("--input", null, "FILE|-",
        "Send the transactions in a CSV or JSON Lines file (- is standard input) instead of generated ones, then end.");
    private static readonly Option<string> Http = Text("--http", null, "PORT",
        "Send what is posted to http://localhost:PORT/transactions instead of generated transactions.");
    private static readonly Option<string> Explorer = Text("--explorer", null, "PORT",
        "Where the Explorer's web page is; any free port without it. A run that ends by itself has one only with --explorer or --open.");
    private static readonly Option<bool> Open = new("--open") { Description = "Open the Explorer in the browser." };
    private static readonly Option<string> Keep = Text("--keep", null, "DIR",
        "Keep the run's logs, journals, ledger and broker data in an empty or new directory.");
    private static readonly Option<string?> Dashboard = new(DashboardValue.Option)
    {
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "PATH",
        Description = $"Show the run in the Aspire dashboard. PATH is its Aspire.Dashboard.dll, or the directory; without it, what {DashboardValue.Variable} names,"
            + " the NuGet cache or the Aspire CLI has, or a container engine can run.",
    };
    private static readonly Option<bool> Plain = new("--plain") { Description = "Print plain lines, no live view." };
    private static readonly Option<string> Completion = Text("--completion", null, "bash",
        "Print what makes a shell complete these options: eval \"$(./run --completion bash)\"");

    public static async Task<int> InvokeAsync(string[] args, Func<RunOptions, Task<int>> run)
    {
        var command = new RootCommand("Starts Kafka brokers, producers and consumers, shows what they do, and ends with an audit of what was delivered.");
        foreach (var option in new Option[]
        {
            Brokers, Metadata, Producers, Consumers, DeliveryMode, SinkOption, Ledger, Rate, Messages, For, Input, Http, Explorer, Open, Keep, Dashboard, Plain, Completion,
        })
            command.Options.Add(option);
        foreach (var help in command.Options.OfType<HelpOption>())
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        command.SetAction((line, _) => line.GetValue(Completion) is { } shell ? ShellCompletion.WriteAsync(Completion.Name, shell) : run(Read(line)));
        var parsed = command.Parse(args);
        if (parsed.Errors.Count > 0)
            throw new UsageException($"{parsed.Errors[0].Message.TrimEnd('.')}; ./run --help lists what is possible");
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static RunOptions Read(ParseResult line)
    {
        var options = new RunOptions
        {
            Brokers = BrokerValue.Parse(line.GetValue(Brokers)!),
            Metadata = OptionValue.OneOf(Metadata.Name, line.GetValue(Metadata)!, ("kraft", MetadataStore.KRaft), ("zookeeper", MetadataStore.ZooKeeper)),
            Producers = (int)OptionValue.Integer(Producers.Name, line.GetValue(Producers)!, 1, 64),
            Consumers = (int)OptionValue.Integer(Consumers.Name, line.GetValue(Consumers)!, 1, 64),
            Delivery = OptionValue.OneOf(DeliveryMode.Name, line.GetValue(DeliveryMode)!,
                ("at-most-once", Delivery.AtMostOnce), ("at-least-once", Delivery.AtLeastOnce), ("exactly-once", Delivery.ExactlyOnce)),
            Sink = OptionValue.OneOf(SinkOption.Name, line.GetValue(SinkOption)!, ("database", Sink.Database), ("topic", Sink.Topic)),
            Ledger = LedgerValue.Parse(line.GetValue(Ledger)!),
            Rate = (int)OptionValue.Integer(Rate.Name, line.GetValue(Rate)!, 0, 10_000_000),
            Messages = line.GetValue(Messages) is { } messages ? OptionValue.Integer(Messages.Name, messages, 1, 100_000_000) : null,
            Duration = line.GetValue(For) is { } duration ? OptionValue.Duration(For.Name, duration) : null,
            Input = line.GetValue(Input) is { } input ? InputValue.Parse(Input.Name, input) : null,
            HttpPort = line.GetValue(Http) is { } http ? (int)OptionValue.Integer(Http.Name, http, 1, 65_535) : null,
            ExplorerPort = line.GetValue(Explorer) is { } explorer ? (int)OptionValue.Integer(Explorer.Name, explorer, 1, 65_535) : null,
            Open = line.GetValue(Open),
            KeepDirectory = line.GetValue(Keep) is { } keep ? KeepValue.Parse(Keep.Name, keep) : null,
            Dashboard = line.GetResult(Dashboard) is null ? null : new(line.GetValue(Dashboard) is { } program ? DashboardValue.Parse(Dashboard.Name, program) : null),
            Plain = line.GetValue(Plain),
        };
        if (options.Input is not null && options.Messages is not null)
            throw new UsageException("--messages and --input exclude each other: a file is sent to its end");
        if (options.Input is not null && line.GetResult(Rate) is { Implicit: false })
            throw new UsageException("--rate and --input exclude each other: a file is sent as fast as the brokers acknowledge");
        if (options.HttpPort is not null && (options.Input is not null || options.Messages is not null || line.GetResult(Rate) is { Implicit: false }))
            throw new UsageException("--http excludes --input, --messages and --rate: what is posted is sent, until q or the end of --for");
        return options;
    }

    private static Option<string> Text(string name, string? byDefault, string values, string description)
    {
        var option = new Option<string>(name) { Description = description, HelpName = values };
        if (byDefault is not null)
            option.DefaultValueFactory = _ => byDefault;
        option.CompletionSources.Add([.. values.Split('|').Where(value => value.All(c => char.IsAsciiLetterLower(c) || c == '-') && value != "-")]);
        return option;
    }

    private sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult line)
        {
            help.Invoke(line);
            line.InvocationConfiguration.Output.WriteLine(HelpExamples.Text);
            return ExitCode.PromiseHeld;
        }
    }
}
