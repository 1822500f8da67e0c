using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace KafkaAspire.Services.Tests.Security;

/// <summary>Gives a token (OAuth 2, client credentials) to whoever knows the secret. It is not signed, as Kafka's own validator for tests wants it.</summary>
internal sealed class TokenEndpoint : IAsyncDisposable
{
    public const string Client = "producer", Secret = "secret-of-the-client";

    private readonly WebApplication _app;
    private int _asked;

    private TokenEndpoint(WebApplication app) => _app = app;

    public string Address => $"{_app.Urls.First()}/token";

    public int Asked => Volatile.Read(ref _asked);

    public static async Task<TokenEndpoint> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var endpoint = new TokenEndpoint(app);
        app.MapPost("/token", endpoint.Answer);
        await app.StartAsync();
        return endpoint;
    }

    private IResult Answer(HttpRequest request)
    {
        Interlocked.Increment(ref _asked);
        string expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Client}:{Secret}"));
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var given) || given.Parameter != expected)
            return Results.Json(new { error = "invalid_client" }, statusCode: StatusCodes.Status401Unauthorized);
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        string token = $"{Part(new { alg = "none" })}.{Part(new { sub = Client, iat = now, exp = now + 3_600 })}.";
        return Results.Json(new { access_token = token, token_type = "Bearer", expires_in = 3_600 });
    }

    private static string Part(object content) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(content)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
