namespace KafkaAspire.LocalCluster;

/// <summary>What Kafka's processes log: everything from "info" on, to standard output, in the form of the Log4j that their Kafka has.</summary>
internal static class JavaLogging
{
    /// <summary>The flag that names the file: Kafka 4 has Log4j 2, those before have Log4j 1 (KIP-653).</summary>
    public static string Flag(KafkaInstallation installation, string file) =>
        $"-D{(installation.MajorVersion >= 4 ? "log4j2.configurationFile" : "log4j.configuration")}={new Uri(file).AbsoluteUri}";

    public static string TextFor(KafkaInstallation installation) => installation.MajorVersion >= 4 ? Log4J2 : Log4J1;

    // Quiet: one line per setting, hundreds of them, at each start.
    private const string Log4J2 = """
        status = error
        appender.console.type = Console
        appender.console.name = console
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = [%d] %p %m (%c{1})%n
        rootLogger.level = info
        rootLogger.appenderRef.console.ref = console
        logger.config.name = org.apache.kafka.common.config.AbstractConfig
        logger.config.level = warn
        logger.kafkaconfig.name = kafka.server.KafkaConfig
        logger.kafkaconfig.level = warn

        """;

    // ZooKeeper and its clients list their whole environment, as many lines again.
    private const string Log4J1 = """
        log4j.rootLogger=INFO, console
        log4j.appender.console=org.apache.log4j.ConsoleAppender
        log4j.appender.console.layout=org.apache.log4j.PatternLayout
        log4j.appender.console.layout.ConversionPattern=[%d] %p %m (%c{1})%n
        log4j.logger.org.apache.kafka.common.config.AbstractConfig=WARN
        log4j.logger.kafka.server.KafkaConfig=WARN
        log4j.logger.org.apache.zookeeper.Environment=WARN

        """;
}
