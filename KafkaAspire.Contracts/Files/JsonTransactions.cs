using System.Text.Json;

namespace KafkaAspire.Contracts.Files;

/// <summary>Reads drafts of transactions from JSON, one object or an array of them.</summary>
public static class JsonTransactions
{
    /// <summary>Reads one object.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="violation">What is wrong with it, in one line.</param>
    public static TransactionDraft? Read(ReadOnlySpan<byte> json, out string? violation)
    {
        try
        {
            var draft = JsonSerializer.Deserialize(json, TransactionDraftContext.Default.TransactionDraft);
            violation = draft is null ? "null is no transaction" : null;
            return draft;
        }
        catch (JsonException e)
        {
            violation = Describe(e);
            return null;
        }
        catch (InvalidOperationException e)
        {
            violation = TransactionRules.Printable(e.Message);
            return null;
        }
    }

    /// <summary>Reads one object or an array of objects.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="isArray">Whether it was an array.</param>
    /// <exception cref="JsonException">Neither.</exception>
    public static TransactionDraft?[] ReadOneOrMany(ReadOnlySpan<byte> json, out bool isArray)
    {
        isArray = json.TrimStart(" \t\r\n"u8).StartsWith("["u8);
        try
        {
            return isArray
                ? JsonSerializer.Deserialize(json, TransactionDraftContext.Default.TransactionDraftArray)!
                : [JsonSerializer.Deserialize(json, TransactionDraftContext.Default.TransactionDraft)];
        }
        catch (InvalidOperationException e)
        {
            // The reader's word for an escaped half of a surrogate pair: well-formed JSON, but no text.
            throw new JsonException(e.Message, e);
        }
    }

    /// <summary>The fault in one line, with its place.</summary>
    /// <param name="e">What the serializer says.</param>
    public static string Describe(JsonException e) => TransactionRules.Printable(e.Path is { Length: > 1 } path
        ? $"{path.TrimStart('$', '.')}: {e.InnerException?.Message ?? "the value is of a wrong type, or the member is not known"}"
        : e.Message);
}
