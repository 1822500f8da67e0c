using KafkaAspire.ServiceDefaults.Hosting;
using Producer.Service.Sources;

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
    string Name, Source Source, int MaxInFlight, GenerateOptions Generate, FileSourceOptions File, JournalOptions Journal, PacingOptions Pacing)
{
    /// <summary>The source's name in settings and figures.</summary>
    public string SourceName => SourceSetup.ByName.First(choice => choice.Value == Source).Key;

    /// <exception cref="ServiceSettingException">A value is not allowed.</exception>
    public static ProducerOptions Read(IConfiguration configuration)
    {
        var source = configuration.ReadChoice("Producer:Source", "generate", SourceSetup.ByName);
        string service = configuration.ReadServiceName("producer");
        return new(
            configuration.ReadText("Producer:Journal:Name", service, "a name that no other producer of the journal has"),
            source,
            (int)configuration.ReadNumber("Producer:MaxInFlight", 100_000, 1, 10_000_000, "messages"),
            GenerateOptions.Read(configuration),
            FileSourceOptions.Read(configuration, isNeeded: source == Source.File),
            new(configuration.ReadText("Producer:Journal:Directory", "", "a directory"), configuration.ReadSwitch("Producer:Journal:Records", false)),
            new(configuration.ReadNumber("Producer:MaxLag", 0, 0, long.MaxValue, "messages"), configuration.ReadText("Producer:PacedByGroup", "ledger", "a consumer group")));
    }
}

/// <summary>Where acknowledgements are noted.</summary>
/// <param name="Directory">The directory; empty for no journal.</param>
/// <param name="KeepRecords">Whether each message is noted beside the totals.</param>
internal sealed record JournalOptions(string Directory, bool KeepRecords);

/// <summary>How far the producer may run ahead of a consumer group.</summary>
/// <param name="MaxLag">The most messages of lag on any partition; 0 is without bound.</param>
/// <param name="Group">The consumer group.</param>
internal sealed record PacingOptions(long MaxLag, string Group);
