using System.Net;
using System.Text;
using KafkaAspire.Services.Tests.Running;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace KafkaAspire.Services.Tests.Producer;

/// <summary>Where tokens are asked for, the right one is needed: of this issuer, for this service, of now.</summary>
public sealed class HttpTokenTests(Brokers brokers) : IClassFixture<Brokers>
{
    private const string Key = "a-signing-key-of-more-than-32-characters", Audience = "ledger-source";

    [Fact]
    public async Task Only_who_brings_the_right_one_may_post()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var producer = ServiceProcess.Producer(brokers.Cluster.BootstrapServers, new()
        {
            ["Producer__Source"] = "http", ["Producer__Http__Jwt__Audience"] = Audience, ["Producer__Http__Jwt__SigningKey"] = Key,
        });
        await producer.WaitUntilUpAsync();
        var now = DateTime.UtcNow;
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("no.token.atall"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(Token(Key.ToUpperInvariant(), Audience, now.AddMinutes(5))));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(Token(Key, "somebody else", now.AddMinutes(5))));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(Token(Key, Audience, now.AddMinutes(-5))));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(Token(Key, Audience, now.AddMinutes(5))));
        Assert.Equal(HttpStatusCode.OK, (await producer.Http.GetAsync("/health", cancel)).StatusCode);
        Assert.DoesNotContain(Key, producer.Log);

        async Task<HttpStatusCode> PostAsync(string? token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/transactions");
            request.Content = new StringContent("""{"account":"A","kind":"deposit","amount":100,"currency":"EUR"}""", Encoding.UTF8, "application/json");
            if (token is not null)
                request.Headers.Authorization = new("Bearer", token);
            using var response = await producer.Http.SendAsync(request, cancel);
            return response.StatusCode;
        }
    }

    [Theory]
    [InlineData("SigningKey", Key, "Audience is not set")]
    [InlineData("Audience", Audience, "either Authority or SigningKey")]
    public async Task Half_of_it_is_refused(string name, string value, string told)
    {
        await using var producer = ServiceProcess.Producer("127.0.0.1:1", new() { [$"Producer__Http__Jwt__{name}"] = value });
        Assert.Equal(2, await producer.WaitForExitAsync());
        Assert.Contains(told, Assert.Single(producer.Log.Split('\n')));
    }

    private static string Token(string key, string audience, DateTime end) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Audience = audience,
        IssuedAt = end.AddMinutes(-10),
        NotBefore = end.AddMinutes(-10),
        Expires = end,
        SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)), SecurityAlgorithms.HmacSha256),
    });
}
