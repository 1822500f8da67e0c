using System.Text.RegularExpressions;
using KafkaAspire.Services.Tests.Running;

namespace KafkaAspire.Services.Tests.Security;

/// <summary>TLS and SASL by configuration alone: who is right gets in; who is not is told why in one line, and ends at once.</summary>
[Collection(SecureKafkaCollection.Name)]
public sealed partial class SecureClientTests(SecureKafka kafka)
{
    private const string Unknown = "SaslMechanism";

    [Theory]
    [InlineData("ScramSha512")]
    [InlineData("Plain")]
    [InlineData("OAuthBearer")]
    [InlineData("OAuthBearer from an endpoint")]
    public async Task Who_has_the_right_login_gets_in(string how)
    {
        kafka.Need();
        await kafka.AllowAsync(AclList.Below("### The producer"));
        await using var endpoint = await TokenEndpoint.StartAsync();
        var settings = how switch
        {
            "OAuthBearer" => SecureSettings.Trusting(kafka, how).Client("EnableSaslOauthbearerUnsecureJwt", "true").Client("SaslOauthbearerConfig", "principal=producer"),
            "OAuthBearer from an endpoint" => WithEndpoint(endpoint, TokenEndpoint.Secret),
            _ => SecureSettings.Of(kafka, "producer", how),
        };
        await using var producer = settings.Produce(kafka.Login);
        Assert.True(await producer.WaitForExitAsync() == 0, producer.Log);
        Assert.Contains("5 messages acknowledged", producer.Log);
        Assert.DoesNotContain("fail:", producer.Log);
    }

    [Theory]
    [InlineData("wrong password", "user \"producer\" (ScramSha512)", "invalid credentials", "SaslPassword")]
    [InlineData("a mechanism that the broker has not", "Unsupported SASL mechanism", "PLAIN,SCRAM-SHA-512,OAUTHBEARER", Unknown)]
    [InlineData("a mechanism that nobody knows", "Aspire:Confluent:Kafka:Producer:Config", "Pigeon", Unknown)]
    [InlineData("no such file", "Aspire:Confluent:Kafka:Producer:Config", "ssl.ca.location", "can't be used")]
    [InlineData("wrong authority", "whom this service does not trust", "CN=the tests' authority", "SslCaLocation")]
    [InlineData("expired certificate", "is valid from", "the broker needs a new one", "UTC")]
    [InlineData("wrong host name", "for \"localhost\", not for \"127.0.0.1\"", "ConnectionStrings:kafka", "advertised")]
    [InlineData("wrong secret of a client", "401", "OAuthBearer", "SaslOauthbearer")]
    public async Task Who_is_not_let_in_is_told_why_in_one_line_and_ends(string wrong, params string[] told)
    {
        kafka.Need();
        await using var endpoint = await TokenEndpoint.StartAsync();
        var settings = SecureSettings.Of(kafka, "producer");
        string brokers = kafka.Login;
        switch (wrong)
        {
            case "wrong password": settings.Client("SaslPassword", "not-the-password"); break;
            case "a mechanism that the broker has not": settings.Client("SaslMechanism", "ScramSha256"); break;
            case "a mechanism that nobody knows": settings.Client("SaslMechanism", "Pigeon"); break;
            case "no such file": settings.Client("SslCaLocation", "/no/such/file.pem"); break;
            case "wrong authority": settings.Client("SslCaLocation", kafka.StrangerPath); break;
            case "expired certificate": brokers = kafka.Expired; break;
            case "wrong host name": brokers = brokers.Replace("localhost", "127.0.0.1", StringComparison.Ordinal); break;
            default: settings = WithEndpoint(endpoint, "not-the-secret"); break;
        }
        int before = kafka.TurnedAway;
        await using var producer = settings.Answer(brokers);
        await AssertEndsAsync(producer, told);
        // Two clients, each with a few attempts until the service has ended; a storm is hundreds.
        Assert.InRange(kafka.TurnedAway - before, 0, 20);
        Assert.InRange(endpoint.Asked, 0, 40);
    }

    [Theory]
    [InlineData("wrong password", "invalid credentials")]
    [InlineData("wrong authority", "SslCaLocation")]
    public async Task So_does_a_consumer(string wrong, string told)
    {
        kafka.Need();
        using var ledger = new SqliteFile();
        var settings = SecureSettings.Of(kafka, "consumer");
        settings = wrong == "wrong password" ? settings.Client("SaslPassword", "not-the-password") : settings.Client("SslCaLocation", kafka.StrangerPath);
        await using var consumer = settings.Consume(kafka.Login, ledger.ConnectionString);
        await AssertEndsAsync(consumer, [told]);
    }

    private SecureSettings WithEndpoint(TokenEndpoint endpoint, string secret) => SecureSettings.Trusting(kafka, "OAuthBearer")
        .Client("SaslOauthbearerMethod", "Oidc")
        .Client("SaslOauthbearerTokenEndpointUrl", endpoint.Address)
        .Client("SaslOauthbearerClientId", TokenEndpoint.Client)
        .Client("SaslOauthbearerClientSecret", secret);

    /// <summary>One line of alarm, which holds all of that; and a code that is not 0.</summary>
    internal static async Task AssertEndsAsync(ServiceProcess service, string[] told)
    {
        Assert.True(await service.WaitForExitAsync() is 1 or 2, service.Log);
        string[] alarms = [.. service.Log.Split('\n').Where(line => Alarm().IsMatch(line))];
        string alarm = alarms.Length == 1 ? alarms[0] : throw new Xunit.Sdk.XunitException(service.Log);
        Assert.Contains("crit:", alarm);
        Assert.All(told, word => Assert.Contains(word, alarm));
    }

    [GeneratedRegex(@"(warn|fail|crit): |Unhandled")]
    private static partial Regex Alarm();
}
