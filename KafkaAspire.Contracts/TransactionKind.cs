using System.Text.Json.Serialization;

namespace KafkaAspire.Contracts;

/// <summary>What a <see cref="Transaction"/> does to its account. The numbers are stored in the ledger: they never change.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TransactionKind>))]
public enum TransactionKind : short
{
    /// <summary>Money comes in.</summary>
    [JsonStringEnumMemberName("deposit")]
    Deposit = 1,

    /// <summary>Money goes out.</summary>
    [JsonStringEnumMemberName("withdrawal")]
    Withdrawal = 2,

    /// <summary>Money goes out, and into the counter-account.</summary>
    [JsonStringEnumMemberName("transfer")]
    Transfer = 3,
}
