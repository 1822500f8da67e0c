using System.Text.Json;

namespace KafkaAspire.Contracts;

/// <summary>
/// The version of the message contract. It travels inside the message, as its first member, because a header would cost every message
/// an allocation on both sides.
/// </summary>
public static class ContractVersion
{
    /// <summary>The version that this build writes and reads.</summary>
    public const int Current = 1;

    /// <summary>Finds the version of a message of any contract; null where the bytes name none.</summary>
    /// <param name="json">The message's value, UTF-8.</param>
    public static int? Find(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("version"u8))
                    return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int version) ? version : null;
            return null;
        }
        // The latter is the reader's word for a name that is no text (an escaped half of a surrogate pair).
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
