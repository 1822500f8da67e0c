using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Consumer.Service.Telemetry;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry.Statistics;

namespace KafkaAspire.Services.Tests.Telemetry;

/// <summary>What docs/telemetry.md lists is what there is, in both directions.</summary>
public sealed partial class TelemetryPageTests
{
    private static readonly string Page = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../docs/telemetry.md"));

    [Fact]
    public void Its_tables_of_client_and_consumer_metrics_are_the_instruments_that_exist()
    {
        Type[] holders = [typeof(KafkaTelemetry), typeof(SentMessages), typeof(MessagesInFlight), typeof(StatisticsMetrics), typeof(ConsumerTelemetry)];
        var instruments = new HashSet<(string Name, string Unit)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name is KafkaTelemetry.Name or ConsumerTelemetry.Name)
                    instruments.Add((instrument.Name, instrument.Unit!));
            },
        };
        listener.Start();
        Array.ForEach(holders, holder => RuntimeHelpers.RunClassConstructor(holder.TypeHandle));
        // The Explorer's are compared by its own tests.
        string page = File.ReadAllText(Page).Split("## The lag monitor")[0];
        var listed = Row().Matches(page).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).ToList();
        Assert.Equal(listed.Distinct().Count(), listed.Count);
        Assert.Equal(instruments.Order(), listed.Order());
    }

    [Fact]
    public void Every_link_leads_somewhere()
    {
        var links = Link().Matches(File.ReadAllText(Page)).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(Page)!, link)), link));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    // A metric's row: its name, then its unit.
    [GeneratedRegex(@"^\| `([a-z0-9_.]+)` \| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\]\((\.\./[^)#]+)\)")]
    private static partial Regex Link();
}
