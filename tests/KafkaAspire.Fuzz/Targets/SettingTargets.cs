using KafkaAspire.Fuzz.Claims;

namespace KafkaAspire.Fuzz.Targets;

/// <summary>What services are configured by.</summary>
internal static class SettingTargets
{
    /// <summary>Options: a line each, KEY=VALUE.</summary>
    public static readonly FuzzTarget Options = FuzzTarget.OfLines("settings", HoldsForOptions,
        [
            "Producer:Source=file\nProducer:File:Path=a.csv\nProducer:File:Format=csv\nProducer:MaxInFlight=100",
            "Producer:Source=generate\nProducer:Generate:Rate=10\nProducer:Generate:Accounts=7\nProducer:Generate:Messages=5\nProducer:MaxLag=100",
            "Consumer:Delivery=exactly-once\nConsumer:Sink=topic\nConsumer:Deduplicate=true\nConsumer:BatchSize=100\nConsumer:Retry:Attempts=3\nConsumer:Retry:Seconds=10",
            "Explorer:RefreshInterval=1000\nExplorer:ReadOnly=true\nExplorer:DashboardUrl=https://localhost:1/\nExplorer:OpenIdConnect:Authority=https://a/\nExplorer:OpenIdConnect:ClientId=b",
        ],
        [.. SettingClaims.Keys.Select(key => key + "="), "true", "generate", "file", "http", "topic", "database", "exactly-once", "at-least-once", "https://"]);

    /// <summary>Connection strings of the ledger and of the brokers.</summary>
    public static readonly FuzzTarget ConnectionStrings = FuzzTarget.OfText("connection-strings",
        text =>
        {
            SettingClaims.AreALedger(text);
            SettingClaims.AreBrokers(text);
        },
        [
            $"Host=db;Database=ledger;Username=ledger;Password={SettingClaims.Secret}", "Data Source=ledger.db;Mode=ReadWriteCreate", "broker-1:9092,broker-2:9092", "SASL_SSL://[::1]:9092",
        ],
        "Port=", "SSL Mode=VerifyFull", "Timeout=", "Pooling=true", "Cache=Shared", "Password=", "PLAINTEXT://", "[::1]", ":9092", ",");

    private static void HoldsForOptions(string[] lines) => SettingClaims.AreTaken(
        lines.Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).DistinctBy(pair => pair[0], StringComparer.OrdinalIgnoreCase)
            .Select(pair => new KeyValuePair<string, string?>(pair[0], pair[1])));
}
