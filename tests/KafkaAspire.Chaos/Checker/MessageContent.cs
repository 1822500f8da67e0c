using System.Text.Json;
using KafkaAspire.Chaos.Traffic;

namespace KafkaAspire.Chaos.Checker;

/// <summary>What a message's bytes say, compared with what the callers sent.</summary>
internal static class MessageContent
{
    /// <summary>The number of the transaction that the bytes are.</summary>
    /// <param name="value">A message's value.</param>
    /// <param name="plan">What the callers sent.</param>
    /// <param name="isAltered">Whether the bytes say something else than was sent under their id.</param>
    /// <returns>The number; null for what no caller sent.</returns>
    public static int? NumberOf(byte[]? value, TransactionPlan plan, out bool isAltered)
    {
        isAltered = false;
        if (value is null)
            return null;
        using var json = JsonDocument.Parse(value);
        var message = json.RootElement;
        if (!message.TryGetProperty("id", out var text) || !text.TryGetGuid(out var id) || plan.NumberOf(id) is not { } number)
            return null;
        isAltered = !Says(message, plan.At(number));
        return number;
    }

    private static bool Says(JsonElement message, PlannedTransaction sent) =>
        message.GetProperty("account").GetString() == sent.Account
        && message.GetProperty("kind").GetString() == sent.KindName
        && message.GetProperty("amount").GetInt64() == sent.Amount
        && message.GetProperty("currency").GetString() == PlannedTransaction.Currency
        && (message.TryGetProperty("counterAccount", out var counter) ? counter.GetString() : null) == sent.CounterAccount;
}
