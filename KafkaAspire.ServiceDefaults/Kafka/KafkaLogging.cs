using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaAspire.ServiceDefaults.Kafka;

/// <summary>Takes librdkafka's log lines to <see cref="ILogger"/>, each at its level.</summary>
internal static partial class KafkaLogging
{
    public const string Category = "KafkaAspire.Kafka";

    public static void Write(ILogger logger, LogMessage message) =>
        Log(logger, (LogLevel)message.LevelAs(LogLevelType.MicrosoftExtensionsLogging), message.Name, message.Facility, message.Message);

    [LoggerMessage("{Client}: {Facility}: {Text}")]
    private static partial void Log(ILogger logger, LogLevel level, string client, string facility, string text);
}
