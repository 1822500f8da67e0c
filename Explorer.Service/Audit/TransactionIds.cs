using System.Text.Json;
using Confluent.Kafka;

namespace Explorer.Service.Audit;

/// <summary>Finds a transaction's id in a message's value, straight from the client's buffer: nothing else of a value is looked at or kept.</summary>
internal sealed class TransactionIds : IDeserializer<Guid?>
{
    public static readonly TransactionIds Instance = new();

    public Guid? Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context) => Find(data);

    /// <summary>The value of the top-level member <c>id</c>; null where there is none, or no JSON.</summary>
    public static Guid? Find(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isId = IsId(ref reader);
                reader.Read();
                if (isId)
                    return reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var id) ? id : null;
                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a string in it that is no text: no transaction, so the dead-letter topic has to know it.
        }
        return null;
    }

    // In any case, as the consumers' reader takes the names of members.
    private static bool IsId(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("Id"u8) || reader.ValueTextEquals("iD"u8) || reader.ValueTextEquals("ID"u8);
}
