using KafkaAspire.Contracts.Files;
using KafkaAspire.ServiceDefaults.Hosting;

namespace Producer.Service.Sending;

/// <summary>The settings of the section <c>Producer</c>.</summary>
/// <param name="Name">The producer's name: <c>Producer:Journal:Name</c>, else the service's name.</param>
/// <param name="Source"><c>Producer:Source</c>.</param>
/// <param name="MaxInFlight"><c>Producer:MaxInFlight</c>, the most messages sent and not yet acknowledged.</param>
/// <param name="Generate"><c>Producer:Generate</c>.</param>
/// <param name="File"><c>Producer:File</c>.</param>
/// <param name="Journal"><c>Producer:Journal</c>.</param>
/// <param name="Pacing"><c>Producer:MaxLag</c> and <c>Producer:PacedByGroup</c>.</param>
internal sealed record ProducerOptions(
    string Name, Source Source, int MaxInFlight, GenerateOptions Generate, FileOptions File, JournalOptions Journal, PacingOptions Pacing)
{
    private static readonly Dictionary<string, Source> Sources = new()
    {
        ["generate"] = Source.Generate,
        ["file"] = Source.File,
        ["http"] = Source.Http,
    };

    private static readonly Dictionary<string, FileFormat> Formats = new()
    {
        ["auto"] = FileFormat.Auto,
        ["csv"] = FileFormat.Csv,
        ["jsonl"] = FileFormat.JsonLines,
    };

    /// <summary>The source's name in settings and figures.</summary>
    public string SourceName => Sources.First(choice => choice.Value == Source).Key;

    /// <exception cref="ServiceSettingException">A value is not allowed.</exception>
    public static ProducerOptions Read(IConfiguration configuration)
    {
        var source = configuration.ReadChoice("Producer:Source", "generate", Sources);
        string path = configuration.ReadText("Producer:File:Path", "");
        if (source == Source.File && path.Length == 0)
            throw new ServiceSettingException("Producer:File:Path is not set; the path of a CSV or JSON Lines file is needed, or - for standard input");
        string service = configuration.ReadText("OTEL_SERVICE_NAME", "producer");
        return new(
            configuration.ReadText("Producer:Journal:Name", service),
            source,
            (int)configuration.ReadNumber("Producer:MaxInFlight", 100_000, 1, 10_000_000),
            new(configuration.ReadNumber("Producer:Generate:Rate", 100, 0, 100_000_000),
                (int)configuration.ReadNumber("Producer:Generate:Accounts", 1_000, 2, 100_000_000),
                ReadSeed(configuration),
                configuration.ReadNumber("Producer:Generate:Messages", 0, 0, long.MaxValue)),
            new(path, configuration.ReadChoice("Producer:File:Format", "auto", Formats)),
            new(configuration.ReadText("Producer:Journal:Directory", ""), configuration.ReadSwitch("Producer:Journal:Records", false)),
            new(configuration.ReadNumber("Producer:MaxLag", 0, 0, long.MaxValue), configuration.ReadText("Producer:PacedByGroup", "ledger")));
    }

    private static int? ReadSeed(IConfiguration configuration) => configuration["Producer:Generate:Seed"] is { Length: > 0 }
        ? (int)configuration.ReadNumber("Producer:Generate:Seed", 0, int.MinValue, int.MaxValue)
        : null;
}

/// <summary>Where transactions come from.</summary>
internal enum Source
{
    /// <summary>They are made up.</summary>
    Generate,

    /// <summary>A file, or standard input.</summary>
    File,

    /// <summary>Callers post them.</summary>
    Http,
}

/// <summary>What the generator makes.</summary>
/// <param name="Rate">Messages a second; 0 is as fast as they are acknowledged.</param>
/// <param name="Accounts">How many accounts there are.</param>
/// <param name="Seed">The same seed gives the same transactions, ids included.</param>
/// <param name="Messages">How many to make; 0 is without end.</param>
internal sealed record GenerateOptions(long Rate, int Accounts, int? Seed, long Messages);

/// <summary>Which file is read.</summary>
/// <param name="Path">The file, or <c>-</c> for standard input.</param>
/// <param name="Format">How it is written.</param>
internal sealed record FileOptions(string Path, FileFormat Format);

/// <summary>Where acknowledgements are noted.</summary>
/// <param name="Directory">The directory; empty for no journal.</param>
/// <param name="KeepRecords">Whether each message is noted beside the totals.</param>
internal sealed record JournalOptions(string Directory, bool KeepRecords);

/// <summary>How far the producer may run ahead of a consumer group.</summary>
/// <param name="MaxLag">The most messages of lag on any partition; 0 is without bound.</param>
/// <param name="Group">The consumer group.</param>
internal sealed record PacingOptions(long MaxLag, string Group);
