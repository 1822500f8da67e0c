using System.Buffers;

namespace KafkaAspire.Contracts;

/// <summary>What a <see cref="Transaction"/> must fulfil, beyond being well-formed JSON. Producers refuse and consumers dead-letter what does not.</summary>
public static class TransactionRules
{
    /// <summary>The longest account name, in characters.</summary>
    public const int MaxAccountLength = 64;

    /// <summary>The largest amount, in minor units: 10¹², ten thousand million in a currency with cents.</summary>
    public const long MaxAmount = 1_000_000_000_000;

    private static readonly SearchValues<char> Forbidden =
        SearchValues.Create([.. Enumerable.Range(char.MinValue, char.MaxValue + 1).Select(value => (char)value).Where(c => char.IsControl(c) || char.IsSurrogate(c))]);

    /// <summary>Tells what is wrong with a transaction, in one line that names the member, its value and what is allowed; null if nothing is.</summary>
    /// <param name="transaction">The transaction to look at.</param>
    public static string? FindViolation(Transaction transaction)
    {
        if (transaction.Id == Guid.Empty)
            return "id is all zeros; a UUID that is unique to the transaction is needed";
        if (FindAccountViolation("account", transaction.Account) is { } account)
            return account;
        if (transaction.Kind is < TransactionKind.Deposit or > TransactionKind.Transfer)
            return $"kind is {(short)transaction.Kind}; allowed are deposit, withdrawal and transfer";
        if (transaction.Amount is < 1 or > MaxAmount)
            return $"amount is {transaction.Amount}; allowed are whole minor units from 1 to {MaxAmount}";
        if (transaction.Currency is not { Length: 3 } || transaction.Currency.AsSpan().ContainsAnyExceptInRange('A', 'Z'))
            return $"currency is \"{Printable(transaction.Currency)}\"; an ISO 4217 code of three capital letters is needed";
        return FindCounterAccountViolation(transaction);
    }

    private static string? FindCounterAccountViolation(Transaction transaction)
    {
        if (transaction.Kind != TransactionKind.Transfer)
            return transaction.CounterAccount is null ? null : $"counterAccount is given, but a {transaction.Kind.ToString().ToLowerInvariant()} has none; only a transfer does";
        if (transaction.CounterAccount is null)
            return "counterAccount is missing; a transfer needs one";
        if (transaction.CounterAccount == transaction.Account)
            return $"counterAccount is \"{Printable(transaction.Account)}\", the account itself; a transfer needs another";
        return FindAccountViolation("counterAccount", transaction.CounterAccount);
    }

    private static string? FindAccountViolation(string member, string account)
    {
        if (string.IsNullOrEmpty(account) || account.Length > MaxAccountLength)
            return $"{member} is \"{Printable(account)}\", of {account?.Length ?? 0} characters; allowed are 1 to {MaxAccountLength}";
        return account.AsSpan().ContainsAny(Forbidden) ? $"{member} is \"{Printable(account)}\"; control characters and surrogates are not allowed" : null;
    }

    /// <summary>Cuts a value that goes into a message for people down to 80 characters without control characters.</summary>
    /// <param name="value">What came in.</param>
    public static string Printable(string? value)
    {
        value ??= "";
        string cut = value.Length <= 80 ? value : string.Concat(value.AsSpan(0, 77), "...");
        return string.Concat(cut.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
    }
}
