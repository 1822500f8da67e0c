namespace KafkaAspire.Standalone.CommandLine;

/// <summary>What follows the list of options in <c>./run --help</c>.</summary>
internal static class HelpExamples
{
    public const string Text = """
        Examples:
          ./run                                              until q or Ctrl+C, with a live view
          ./run --messages 20000                             a fixed number of messages, then the audit
          ./run --brokers kafka --producers 4 --consumers 6  three brokers of Apache Kafka from KAFKA_HOME
          ./run --brokers kafka --metadata zookeeper         the same with ZooKeeper, from a KAFKA_HOME of Kafka 3.9
          ./run --brokers localhost:9092 --for 5m --rate 0   a cluster that runs already, as fast as it goes
          ./run --input payments.csv --ledger "Host=localhost;Username=me;Database=ledger"
          ./run --delivery at-least-once --sink topic --messages 5000 --plain
          ./run --http 5080 --explorer 5280 --open           sends what you post, and shows it in the browser
          ./run --dashboard                                  the same traces, metrics and logs as under Aspire

        Keys in the live view:
          + -  one consumer more or less      k  kill -9 a consumer
          b    kill or restart a broker       q  end: drain, audit, exit

        With --dashboard in a terminal, the dashboard of a run that has ended by itself stays until q.

        The last line is the audit:
          audit: produced P, applied A, dead-lettered D, lost L, doubled U (exactly-once)

        Exit codes:
          0  the delivery mode's promise held     2  wrong usage
          3  the promise was broken               1  anything else that went wrong
        """;
}
