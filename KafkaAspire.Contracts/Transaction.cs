using System.Text.Json.Serialization;

namespace KafkaAspire.Contracts;

/// <summary>
/// A bank transaction: one fact that must count exactly once, however often it is sent. Two withdrawals of the same amount are two facts with
/// two ids; one withdrawal that a retry sends twice is one fact with one id.
/// </summary>
public sealed record Transaction
{
    /// <summary>The contract that this message follows; see <see cref="ContractVersion"/>.</summary>
    [JsonPropertyOrder(-1)]
    [JsonRequired]
    public int Version { get; init; } = ContractVersion.Current;

    /// <summary>What makes the transaction unique. A repeated id is the same fact.</summary>
    [JsonRequired]
    public Guid Id { get; init; }

    /// <summary>The account that is credited or debited, and the message's key: an account's transactions keep their order.</summary>
    [JsonRequired]
    public string Account { get; init; } = "";

    /// <summary>What happens to the account.</summary>
    [JsonRequired]
    public TransactionKind Kind { get; init; }

    /// <summary>The account that a transfer credits; absent for every other kind.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CounterAccount { get; init; }

    /// <summary>The amount in minor units of <see cref="Currency"/> (cents), always positive.</summary>
    [JsonRequired]
    public long Amount { get; init; }

    /// <summary>The ISO 4217 code of the currency, three capital letters.</summary>
    [JsonRequired]
    public string Currency { get; init; } = "";

    /// <summary>When the transaction was made, at its source.</summary>
    [JsonRequired]
    public DateTimeOffset Time { get; init; }

    /// <summary>What the transaction adds to <see cref="Account"/>, in minor units: negative for a withdrawal and a transfer.</summary>
    [JsonIgnore]
    public long Effect => Kind == TransactionKind.Deposit ? Amount : -Amount;
}
