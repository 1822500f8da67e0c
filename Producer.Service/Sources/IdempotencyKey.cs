using KafkaAspire.Contracts.Files;
using Microsoft.Extensions.Primitives;

namespace Producer.Service.Sources;

/// <summary>
/// The header <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header): a caller that got no answer sends the request again under the
/// same key, and the ledger counts it once. It gives an id to transactions that bring none; nothing is remembered here, so any replica may get
/// the second request.
/// </summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    public const string Allowed = "one key of 1 to 255 visible ASCII characters is allowed, with or without quotation marks around it";

    /// <param name="header">The header's values.</param>
    /// <param name="key">The key; null where there is none.</param>
    /// <returns>False for a header that is no key.</returns>
    public static bool TryRead(StringValues header, out string? key)
    {
        key = null;
        if (header.Count == 0)
            return true;
        string text = header.Count == 1 ? header[0] ?? "" : "";
        if (text is ['"', .. var quoted, '"'])
            text = quoted;
        if (text.Length is < 1 or > 255 || !text.All(c => c is > ' ' and <= '~'))
            return false;
        key = text;
        return true;
    }

    /// <summary>The id of a request's transaction.</summary>
    /// <param name="key">The request's key, if it has one.</param>
    /// <param name="number">The transaction's number in the request, from 0.</param>
    public static Guid IdOf(string? key, int number) => key is null ? Guid.CreateVersion7() : DerivedId.From(Header + ":" + key, number, []);
}
