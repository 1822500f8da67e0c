using System.Text;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>A message's key as spans show it.</summary>
internal static class MessageKey
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The key as text; null where it has no unambiguous one, as the conventions want it.</summary>
    public static string? Text(object? key) => key switch
    {
        string text => text,
        byte[] bytes => Decode(bytes),
        _ => null,
    };

    private static string? Decode(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null; // not text, then
        }
    }
}
