using Consumer.Service.Delivery;
using Consumer.Service.Handling;
using Consumer.Service.Ledger;
using CsCheck;
using Explorer.Service;
using Explorer.Service.Audit;
using Explorer.Service.Security;
using KafkaAspire.Fuzz.Tests.Cases;
using KafkaAspire.ServiceDefaults.Hosting;
using KafkaAspire.ServiceDefaults.Kafka;
using Producer.Service.Sending;

namespace KafkaAspire.Fuzz.Tests.Settings;

/// <summary>Settings and connection strings: taken, or refused in one line that names the key. Nothing else ends a service at its start.</summary>
public sealed class SettingTests
{
    private static readonly string[] Keys =
    [
        "Producer:Source", "Producer:File:Path", "Producer:File:Format", "Producer:MaxInFlight", "Producer:Generate:Rate", "Producer:Generate:Accounts", "Producer:Generate:Seed",
        "Producer:Generate:Messages", "Producer:Journal:Records", "Producer:MaxLag", "Consumer:Delivery", "Consumer:Sink", "Consumer:Deduplicate", "Consumer:BatchSize",
        "Consumer:QueueKilobytes", "Consumer:StaticMembership", "Consumer:Parallelism", "Consumer:Retry:Attempts", "Consumer:Retry:DelayMilliseconds", "Consumer:Retry:Seconds", "Explorer:RefreshInterval", "Explorer:ScanInterval", "Explorer:StatusWindow",
        "Explorer:ReadOnly", "Explorer:DashboardUrl", "Explorer:Journal", "Explorer:Effects", "Explorer:OpenIdConnect:Authority", "Explorer:OpenIdConnect:ClientId",
    ];

    private static readonly Gen<string> Values = Gen.OneOf(Inputs.Text, Gen.Long.Select(number => number.ToString()), Gen.Double.Select(number => number.ToString("R")), Gen.OneOf("true", "generate", "file", "topic", "exactly-once"));

    private static readonly Gen<IConfiguration> Configurations = Gen.Select(Gen.OneOf(Keys), Values, (key, value) => (key, value)).Array[1, 6].Select(pairs =>
        (IConfiguration)new ConfigurationBuilder().AddInMemoryCollection(pairs.DistinctBy(pair => pair.key).Select(pair => new KeyValuePair<string, string?>(pair.key, pair.value))).Build());

    [Fact]
    public void Options_are_taken_or_refused_by_their_key() => Configurations.Holds(configuration =>
    {
        TakenOrRefused(() => ProducerOptions.Read(configuration), "Producer:");
        TakenOrRefused(() => ConsumerOptions.Read(configuration), "Consumer:");
        TakenOrRefused(() => HandlingOptions.Read(configuration), "Consumer:");
        TakenOrRefused(() => ExplorerOptionsExtensions.Read(configuration.GetSection("Explorer")), "Explorer:");
        TakenOrRefused(() => LoginOptions.Read(configuration), "Explorer:");
        TakenOrRefused(() => AuditOptions.Read(configuration, ExplorerOptionsExtensions.Read(new ConfigurationBuilder().Build())), "Explorer:");
    });

    [Fact]
    public void A_ledger_is_found_or_refused() => ConnectionStrings("Host=db;Database=ledger;Username=ledger;Password=secret-pa55", "Data Source=ledger.db;Mode=ReadWriteCreate").Holds(text =>
        TakenOrRefused(() => Assert.IsType<Func<IServiceProvider, ILedger>>(LedgerConnection.Create(With("ConnectionStrings:ledger", text), deduplicate: true)), "ConnectionStrings:ledger", secret: "secret-pa55"));

    [Fact]
    public void Brokers_are_a_list_or_refused() => ConnectionStrings("broker-1:9092,broker-2:9092", "SASL_SSL://[::1]:9092").Holds(text => TakenOrRefused(() =>
    {
        BrokerList.Read(With("ConnectionStrings:kafka", text), "ConnectionStrings:kafka");
        Assert.All(text.Split(','), broker => Assert.Matches(@":\d+\s*$", broker));
        return text;
    }, "ConnectionStrings:kafka"));

    private static IConfiguration With(string key, string value) => new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();

    private static Gen<string> ConnectionStrings(params string[] right) => Gen.OneOf(
        Inputs.Text, Inputs.Damaged(Gen.OneOf(right).Select(System.Text.Encoding.UTF8.GetBytes)).Select(System.Text.Encoding.UTF8.GetString));

    private static void TakenOrRefused<T>(Func<T> read, string key, string? secret = null)
    {
        try
        {
            read();
        }
        catch (ServiceSettingException e)
        {
            Claim.IsOneClearLine(e.Message);
            Assert.Contains(key, e.Message);
            if (secret is not null)
                Assert.DoesNotContain(secret, e.Message);
        }
    }
}
