using System.Globalization;
using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Run;

/// <summary>What a person should know about the options that they chose, before the run begins.</summary>
internal static class Notes
{
    public static IEnumerable<string> Of(RunOptions options, BrokerKind brokers)
    {
        if (brokers == BrokerKind.Embedded)
            yield return "note: they are librdkafka's mock cluster, not Apache Kafka; messages are in memory only";
        if (brokers == BrokerKind.Embedded && options.Sink == Sink.Topic)
            yield return "note: they do not isolate aborted transactions: a killed consumer may double settlements";
        if (options.EffectiveProducers < options.Producers)
            yield return string.Create(CultureInfo.InvariantCulture, $"note: {options.EffectiveProducers} producer instead of {options.Producers}: {Reason(options)}");
        if (options.Sink == Sink.Topic && options.Ledger.ConnectionString is not null)
            yield return "note: --ledger is not used with --sink topic";
    }

    private static string Reason(RunOptions options) =>
        options.Input is not null ? "one reads the input" : "there is work for no more";
}
