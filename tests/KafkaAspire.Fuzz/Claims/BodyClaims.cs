using System.Text.Json;
using KafkaAspire.Contracts.Files;
using Producer.Service.Sources;

namespace KafkaAspire.Fuzz.Claims;

/// <summary>What callers post: bodies, and the header that makes them repeatable.</summary>
internal static class BodyClaims
{
    /// <summary>A body is drafts, or is refused in one line.</summary>
    public static void AreDraftsOrRefused(byte[] body)
    {
        TransactionDraft?[] drafts;
        try
        {
            drafts = JsonTransactions.ReadOneOrMany(body, out _);
        }
        catch (JsonException e)
        {
            Clear.IsOneLine(JsonTransactions.Describe(e));
            return;
        }
        foreach (var draft in drafts.OfType<TransactionDraft>())
            if (draft.Complete(Guid.CreateVersion7(), DateTimeOffset.UtcNow, out string? violation) is null)
                Clear.IsOneLine(violation);
    }

    /// <summary>An idempotency key is visible ASCII, or there is none.</summary>
    public static void HaveAVisibleKeyOrNone(string[] values)
    {
        bool isRight = IdempotencyKey.TryRead(values, out string? key);
        Assert.Equal(isRight && values.Length > 0, key is not null);
        if (key is not null)
        {
            Assert.All(key, c => Assert.InRange(c, '!', '~'));
            Assert.Equal(IdempotencyKey.IdOf(key, 3), IdempotencyKey.IdOf(key, 3));
        }
    }
}
