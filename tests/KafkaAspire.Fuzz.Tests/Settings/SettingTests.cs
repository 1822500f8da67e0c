using System.Text;
using CsCheck;
using KafkaAspire.Fuzz.Claims;
using KafkaAspire.Fuzz.Tests.Cases;

namespace KafkaAspire.Fuzz.Tests.Settings;

/// <summary>Settings and connection strings: taken, or refused in one line that names the key. Nothing else ends a service at its start.</summary>
public sealed class SettingTests
{
    private static readonly Gen<string> Values = Gen.OneOf(Inputs.Text, Gen.Long.Select(number => number.ToString()), Gen.Double.Select(number => number.ToString("R")), Gen.OneOf("true", "generate", "file", "topic", "exactly-once"));

    private static readonly Gen<KeyValuePair<string, string?>[]> Settings = Gen.Select(Gen.OneOf(SettingClaims.Keys), Values, (key, value) => new KeyValuePair<string, string?>(key, value)).Array[1, 6]
        .Select(pairs => pairs.DistinctBy(pair => pair.Key).ToArray());

    [Fact]
    public void Options_are_taken_or_refused_by_their_key() => Settings.Holds(SettingClaims.AreTaken);

    [Fact]
    public void A_ledger_is_found_or_refused() =>
        ConnectionStrings($"Host=db;Database=ledger;Username=ledger;Password={SettingClaims.Secret}", "Data Source=ledger.db;Mode=ReadWriteCreate").Holds(SettingClaims.AreALedger);

    [Fact]
    public void Brokers_are_a_list_or_refused() => ConnectionStrings("broker-1:9092,broker-2:9092", "SASL_SSL://[::1]:9092").Holds(SettingClaims.AreBrokers);

    private static Gen<string> ConnectionStrings(params string[] right) => Gen.OneOf(
        Inputs.Text, Inputs.Damaged(Gen.OneOf(right).Select(Encoding.UTF8.GetBytes)).Select(Encoding.UTF8.GetString));
}
