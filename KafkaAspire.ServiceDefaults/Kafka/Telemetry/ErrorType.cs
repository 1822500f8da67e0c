using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>
/// The value of <c>error.type</c> for an error of Kafka: librdkafka's name of the code, such as <c>NOT_ENOUGH_REPLICAS</c>, and with a leading
/// underscore what the client itself found, such as <c>_MSG_TIMED_OUT</c>.
/// </summary>
internal static class ErrorType
{
    private const string Local = "Local_";
    private static readonly ConcurrentDictionary<ErrorCode, string> Names = new();

    public static string Of(ErrorCode code) => Names.GetOrAdd(code, Spell);

    private static string Spell(ErrorCode code)
    {
        string name = code.ToString();
        var spelled = new StringBuilder();
        if (name.StartsWith(Local, StringComparison.Ordinal))
        {
            name = name[Local.Length..];
            spelled.Append('_');
        }
        for (int i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1]))
                spelled.Append('_');
            spelled.Append(char.ToUpperInvariant(name[i]));
        }
        return spelled.ToString();
    }
}
