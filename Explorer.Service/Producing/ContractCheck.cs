using System.Text;
using Confluent.Kafka;
using KafkaAspire.Contracts;

namespace Explorer.Service.Producing;

/// <summary>What the consumers of a topic will think of a message, before it is sent.</summary>
internal static class ContractCheck
{
    /// <summary>What the contract of a topic says against a message; null if nothing, or if the topic has none.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="message">The message.</param>
    public static string? FindViolation(string topic, Message<byte[]?, byte[]?> message)
    {
        if (topic != Topics.Transactions.Name)
            return null;
        if (message.Value is null)
            return "the value is null";
        if (TransactionJson.Read(message.Value, out var rejection) is not { } transaction)
            return rejection!.Detail;
        return message.Key is { } key && Encoding.UTF8.GetString(key) == transaction.Account
            ? null
            : $"the key is not the account \"{TransactionRules.Printable(transaction.Account)}\", so the account's transactions may get out of order";
    }

    /// <summary>A transaction as people would type it in, to begin with.</summary>
    /// <param name="now">The time.</param>
    public static (string Key, string Value) Example(DateTimeOffset now)
    {
        const string account = "ACC-1";
        string json = Encoding.UTF8.GetString(TransactionJson.Write(
            new() { Id = Guid.CreateVersion7(now), Account = account, Kind = TransactionKind.Deposit, Amount = 10_00, Currency = "EUR", Time = now }));
        return (account, json.Replace("{", "{\n  ").Replace(",\"", ",\n  \"").Replace("}", "\n}").Replace("\":", "\": "));
    }
}
