using System.Text.Json;
using System.Text.Json.Serialization;

namespace KafkaAspire.Contracts;

/// <summary>Writes and reads a <see cref="Transaction"/> as JSON (UTF-8), by generated code and without an intermediate string.</summary>
public static class TransactionJson
{
    /// <summary>Writes a message's value.</summary>
    /// <param name="transaction">What to write.</param>
    public static byte[] Write(Transaction transaction) =>
        JsonSerializer.SerializeToUtf8Bytes(transaction, TransactionJsonContext.Default.Transaction);

    /// <summary>Reads a message's value straight from the client's buffer and applies <see cref="TransactionRules"/>.</summary>
    /// <param name="json">The message's value, UTF-8.</param>
    /// <param name="rejection">Why the bytes are not a transaction, when they are not.</param>
    /// <returns>The transaction, or null with a <paramref name="rejection"/>.</returns>
    public static Transaction? Read(ReadOnlySpan<byte> json, out Rejection? rejection)
    {
        if (CanonicalTransaction.TryRead(json) is { } canonical && TransactionRules.FindViolation(canonical) is null)
        {
            rejection = null;
            return canonical;
        }
        try
        {
            var transaction = JsonSerializer.Deserialize(json, TransactionJsonContext.Default.Transaction);
            rejection = transaction is null ? new(RejectionReason.NotATransaction, "the value is JSON null")
                : transaction.Version != ContractVersion.Current ? UnknownVersion(transaction.Version)
                : TransactionRules.FindViolation(transaction) is { } violation ? new(RejectionReason.BreaksARule, violation)
                : null;
            return rejection is null ? transaction : null;
        }
        // The latter is the reader's word for an escaped half of a surrogate pair: well-formed JSON, but no text.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            rejection = ContractVersion.Find(json) is { } version && version != ContractVersion.Current
                ? UnknownVersion(version)
                : new(RejectionReason.NotATransaction, TransactionRules.Printable(e.Message));
            return null;
        }
    }

    private static Rejection UnknownVersion(int version) =>
        new(RejectionReason.UnknownVersion, $"contract version is {version}; this build reads {ContractVersion.Current}");
}

/// <summary>Why a message's bytes were not taken as a <see cref="Transaction"/>.</summary>
/// <param name="Reason">The sort of fault.</param>
/// <param name="Detail">One line that names the member, the value and what is allowed.</param>
public sealed record Rejection(RejectionReason Reason, string Detail);

/// <summary>The sorts of fault that keep bytes from being a <see cref="Transaction"/>.</summary>
public enum RejectionReason
{
    /// <summary>Not JSON, or JSON of another shape: a member is missing or of a wrong type.</summary>
    NotATransaction,

    /// <summary>The message follows a contract that this build does not know.</summary>
    UnknownVersion,

    /// <summary>Well-formed, but against <see cref="TransactionRules"/>.</summary>
    BreaksARule,
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(Transaction))]
internal sealed partial class TransactionJsonContext : JsonSerializerContext;
