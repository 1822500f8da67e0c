using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Hosting;

namespace KafkaAspire.ServiceDefaults.Kafka.Access;

/// <summary>Makes clients so that a setting which librdkafka does not take is refused as any other is, in one line.</summary>
internal static class ClientSettings
{
    /// <summary>Makes one.</summary>
    /// <param name="section">The section with its settings.</param>
    /// <param name="make">Reads them, or makes the client of them.</param>
    /// <exception cref="ServiceSettingException">A value is of no use: an unknown mechanism, a file that is not there, a key that can't be read.</exception>
    public static T Guard<T>(string section, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw new ServiceSettingException($"{section} can't be used: {e.Message}");
        }
    }

    /// <inheritdoc cref="Guard{T}" />
    public static void Guard(string section, Action read) => Guard(section, () =>
    {
        read();
        return true;
    });
}
