using Consumer.Service.Delivery;
using Consumer.Service.Handling;
using Consumer.Service.Ledger;
using Explorer.Service;
using Explorer.Service.Audit;
using Explorer.Service.Cluster;
using Explorer.Service.Security;
using KafkaAspire.ServiceDefaults.Hosting;
using KafkaAspire.ServiceDefaults.Kafka;
using Microsoft.Extensions.Configuration;
using Producer.Service.Sending;

namespace KafkaAspire.Fuzz.Claims;

/// <summary>Settings and connection strings: taken, or refused in one line that names the key. Nothing else ends a service at its start.</summary>
internal static class SettingClaims
{
    /// <summary>A password that no line may show.</summary>
    public const string Secret = "secret-pa55";

    /// <summary>The keys that options are read from.</summary>
    public static readonly string[] Keys =
    [
        "Producer:Source", "Producer:File:Path", "Producer:File:Format", "Producer:MaxInFlight", "Producer:Generate:Rate", "Producer:Generate:Accounts", "Producer:Generate:Seed",
        "Producer:Generate:Messages", "Producer:Journal:Records", "Producer:MaxLag", "Consumer:Delivery", "Consumer:Sink", "Consumer:Deduplicate", "Consumer:BatchSize",
        "Consumer:QueueKilobytes", "Consumer:StaticMembership", "Consumer:Parallelism", "Consumer:Retry:Attempts", "Consumer:Retry:DelayMilliseconds", "Consumer:Retry:Seconds", "Explorer:RefreshInterval", "Explorer:ScanInterval", "Explorer:StatusWindow",
        "Explorer:ReadOnly", "Explorer:DashboardUrl", "Explorer:Journal", "Explorer:Effects", "Explorer:OpenIdConnect:Authority", "Explorer:OpenIdConnect:ClientId",
    ];

    /// <summary>Options are taken, or refused by their key.</summary>
    public static void AreTaken(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        TakenOrRefused(() => ProducerOptions.Read(configuration), "Producer:");
        TakenOrRefused(() => ConsumerOptions.Read(configuration), "Consumer:");
        TakenOrRefused(() => HandlingOptions.Read(configuration), "Consumer:");
        TakenOrRefused(() => ExplorerOptionsExtensions.Read(configuration.GetSection("Explorer")), "Explorer:");
        TakenOrRefused(() => LoginOptions.Read(configuration), "Explorer:");
        TakenOrRefused(() => AuditOptions.Read(configuration, ExplorerOptionsExtensions.Read(new ConfigurationBuilder().Build())), "Explorer:");
    }

    /// <summary>A connection string names a ledger, or is refused without the password that stands in it.</summary>
    public static void AreALedger(string connectionString) => TakenOrRefused(
        () => Assert.IsType<Func<IServiceProvider, ILedger>>(LedgerConnection.Create(With("ConnectionStrings:ledger", connectionString), deduplicate: true)), "ConnectionStrings:ledger", isSecret: true);

    /// <summary>A list of brokers is one, for every client, or is refused.</summary>
    public static void AreBrokers(string list) => TakenOrRefused(() =>
    {
        BrokerList.Read(With("ConnectionStrings:kafka", list), "ConnectionStrings:kafka");
        Assert.All(list.Split(','), broker => Assert.Matches(@":\d+\s*$", broker));
        Assert.All(BrokerAddress.Parse(list), broker => Assert.InRange(broker.Port, 1, ushort.MaxValue));
        Assert.All(BrokerAddress.Parse(list), broker => Assert.NotEmpty(broker.Host));
        return list;
    }, "ConnectionStrings:kafka");

    private static IConfiguration With(string key, string value) => new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();

    private static void TakenOrRefused<T>(Func<T> read, string key, bool isSecret = false)
    {
        try
        {
            read();
        }
        catch (ServiceSettingException e)
        {
            Clear.IsOneLine(e.Message);
            Assert.Contains(key, e.Message);
            if (isSecret)
                Assert.DoesNotContain(Secret, e.Message);
        }
    }
}
