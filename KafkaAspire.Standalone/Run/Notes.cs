using System.Globalization;
using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Run;

/// <summary>What a person should know about the options that they chose, before the run begins.</summary>
internal static class Notes
{
    /// <summary>Refuses what the brokers can't do.</summary>
    /// <exception cref="UsageException">An exactly-once that could not hold was asked for.</exception>
    public static void Check(RunOptions options, BrokerKind brokers)
    {
        // The mock cluster answers TxnOffsetCommit but stores nothing: every rebalance would settle everything again.
        if (brokers == BrokerKind.Embedded && options is { Sink: Sink.Topic, Delivery: Delivery.ExactlyOnce })
            throw new UsageException("--sink \"topic\" with exactly-once is not possible on embedded brokers, which have no transactions;"
                + " allowed: --brokers kafka or HOST:PORT,..., or --delivery at-least-once or at-most-once");
    }

    public static IEnumerable<string> Of(RunOptions options, BrokerKind brokers)
    {
        if (brokers == BrokerKind.Embedded)
            yield return "note: they are librdkafka's mock cluster, not Apache Kafka; messages are in memory only";
        if (brokers == BrokerKind.Embedded && options.Sink == Sink.Topic)
            yield return "note: they have no transactions: nothing isolates what a killed consumer wrote to settlements";
        if (options.EffectiveProducers < options.Producers)
            yield return string.Create(CultureInfo.InvariantCulture, $"note: {options.EffectiveProducers} producer instead of {options.Producers}: {Reason(options)}");
        if (options.Sink == Sink.Topic && options.Ledger.ConnectionString is not null)
            yield return "note: --ledger is not used with --sink topic";
    }

    private static string Reason(RunOptions options) =>
        options.Input is not null ? "one reads the input" : options.HttpPort is not null ? "one listens on the port" : "there is work for no more";
}
