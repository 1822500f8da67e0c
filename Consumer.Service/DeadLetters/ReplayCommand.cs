using System.CommandLine;
using System.Text;
using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.Contracts.DeadLetters;
using KafkaAspire.ServiceDefaults.Hosting;
using KafkaAspire.ServiceDefaults.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.DeadLetters;

namespace Consumer.Service.DeadLetters;

/// <summary>The command <c>replay-dead-letters</c>: sends dead letters back to their topic, once the reason is gone.</summary>
internal static class ReplayCommand
{
    public const string Name = "replay-dead-letters";

    private static readonly Option<string> Topic = new("--topic")
    {
        Description = "The dead-letter topic.", HelpName = "TOPIC", DefaultValueFactory = _ => Topics.TransactionsDeadLetter.Name,
    };

    private static readonly Option<string[]> Filter = new("--filter")
    {
        Description = $"Only letters for which this holds: {LetterFilter.Allowed}. Given more than once, all must hold.", HelpName = "FIELD=VALUE",
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "List the letters that would go back; write nothing." };

    private static readonly Option<string> Brokers = new("--brokers")
    {
        Description = "The brokers; otherwise those of the connection string kafka.", HelpName = "HOST:PORT,...",
    };

    /// <summary>Runs it.</summary>
    /// <param name="args">The command line, the command's name first.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var command = new Command(Name, "Sends dead letters back to the topic that they came from, each once, with their key and headers.") { Topic, Filter, DryRun, Brokers };
        command.SetAction((line, cancel) => Task.FromResult(Replay(line, cancel)));
        var parsed = new RootCommand { command }.Parse(args);
        try
        {
            if (parsed.Errors.Count > 0)
                throw new ServiceSettingException($"{parsed.Errors[0].Message.TrimEnd('.')}; {Name} --help lists what is possible");
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (ServiceSettingException e)
        {
            return ServiceRun.Refuse(e.Message, ServiceExit.WrongUsage);
        }
        catch (KafkaException e)
        {
            return ServiceRun.Refuse($"Kafka: {e.Error.Reason}", ServiceExit.Failure);
        }
        catch (OperationCanceledException)
        {
            return ServiceRun.Refuse("ended before all letters were seen; what was reported went back, and another replay goes on from there", ServiceExit.Failure);
        }
    }

    private static int Replay(ParseResult line, CancellationToken cancellationToken)
    {
        string topic = line.GetValue(Topic)!;
        var filter = LetterFilter.Parse(line.GetValue(Filter) ?? []);
        using var host = Build(line.GetValue(Brokers), topic);
        LetterLog Open() => new(host.Services.GetRequiredService<InstrumentedConsumer<byte[]?, byte[]?>>().Client, host.Services.GetRequiredService<IAdminClient>(), topic);
        ReplayResult result;
        if (line.GetValue(DryRun))
        {
            var selection = new LetterSelection(Open(), filter, cancellationToken);
            foreach (var letter in selection.Select())
                Console.Out.WriteLine(Describe(letter));
            result = selection.Result;
            Console.Out.WriteLine($"{result.Selected} would be replayed, {Rest(result)}");
            return ServiceExit.Success;
        }
        var replay = new DeadLetterReplay(host.Services.GetRequiredService<KafkaProducerFactory<byte[]?, byte[]?>>(), topic, TimeProvider.System);
        result = replay.Run(Open, filter, count => Console.Out.WriteLine($"{count} letters went back"), cancellationToken);
        Console.Out.WriteLine($"{result.Selected} replayed, {Rest(result)}");
        return ServiceExit.Success;
    }

    private static string Rest(ReplayResult result) =>
        $"{result.Before} had been replayed before, {result.Otherwise} do not match, {result.Unknown} do not say where they came from";

    private static string Describe(ConsumeResult<byte[]?, byte[]?> letter)
    {
        var headers = letter.Message.Headers;
        var origin = DeadLetterHeaders.FindOrigin(headers)!;
        string key = letter.Message.Key is { } bytes ? TransactionRules.Printable(Encoding.UTF8.GetString(bytes)) : "none";
        string reason = TransactionRules.Printable(DeadLetterHeaders.Find(headers, DeadLetterHeaders.Reason));
        string detail = TransactionRules.Printable(DeadLetterHeaders.Find(headers, DeadLetterHeaders.Detail));
        return $"{TransactionRules.Printable(origin.Topic)} {origin.Partition.Value}:{origin.Offset.Value} key {key}, {reason}: {detail}";
    }

    // The service's own clients: what its configuration says about security holds here, too.
    private static IHost Build(string? brokers, string topic)
    {
        var builder = Host.CreateApplicationBuilder();
        if (brokers is not null)
            builder.Configuration[$"ConnectionStrings:{KafkaClientExtensions.ConnectionName}"] = brokers;
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddKafkaAdmin();
        builder.AddKafkaConsumer<byte[]?, byte[]?>((_, _) => { }, $"replay-{topic}", config =>
        {
            config.EnablePartitionEof = true;
            config.EnableAutoCommit = false;
            config.IsolationLevel = IsolationLevel.ReadCommitted;
        });
        builder.AddKafkaProducerFactory<byte[]?, byte[]?>(_ => { });
        return builder.Build();
    }
}
