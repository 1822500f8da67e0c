using System.Text.Json.Serialization;

namespace KafkaAspire.Contracts.Files;

/// <summary>A transaction as people and files give it: the id and the time may be left out.</summary>
public sealed record TransactionDraft
{
    /// <summary>The id, if it brings one.</summary>
    public Guid? Id { get; init; }

    /// <summary>The account that is credited or debited.</summary>
    public string? Account { get; init; }

    /// <summary>What happens to the account.</summary>
    public TransactionKind? Kind { get; init; }

    /// <summary>The account that a transfer credits.</summary>
    public string? CounterAccount { get; init; }

    /// <summary>The amount in minor units.</summary>
    public long? Amount { get; init; }

    /// <summary>The ISO 4217 code of the currency.</summary>
    public string? Currency { get; init; }

    /// <summary>When it was made, if it says so.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Makes it a transaction.</summary>
    /// <param name="id">The id that it gets if it has none.</param>
    /// <param name="now">The time that it gets if it has none.</param>
    /// <param name="violation">What is wrong with it, in one line.</param>
    /// <returns>The transaction, or null with a <paramref name="violation"/>.</returns>
    public Transaction? Complete(Guid id, DateTimeOffset now, out string? violation)
    {
        violation = Account is null ? "account is missing"
            : Kind is null ? "kind is missing; allowed are deposit, withdrawal and transfer"
            : Amount is null ? "amount is missing; whole minor units are needed"
            : Currency is null ? "currency is missing; an ISO 4217 code of three capital letters is needed"
            : null;
        if (violation is not null)
            return null;
        var transaction = new Transaction
        {
            Id = Id ?? id,
            Account = Account!,
            Kind = Kind!.Value,
            CounterAccount = CounterAccount,
            Amount = Amount!.Value,
            Currency = Currency!,
            Time = Time ?? now,
        };
        violation = TransactionRules.FindViolation(transaction);
        return violation is null ? transaction : null;
    }
}

[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(TransactionDraft))]
[JsonSerializable(typeof(TransactionDraft[]))]
internal sealed partial class TransactionDraftContext : JsonSerializerContext;
