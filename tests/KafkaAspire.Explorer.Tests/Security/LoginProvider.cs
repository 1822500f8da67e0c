using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace KafkaAspire.Explorer.Tests.Security;

/// <summary>A provider of OpenID Connect as small as can be: whoever comes is Ada, and gets a signed token for a code.</summary>
internal sealed class LoginProvider : IAsyncDisposable
{
    public const string ClientId = "explorer";
    public const string ClientSecret = "a secret between the two";

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "one" };
    private readonly WebApplication _app;
    private string _nonce = "";
    private string _challenge = "";

    private LoginProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, object>
        {
            ["issuer"] = Authority, ["authorization_endpoint"] = Authority + "/authorize", ["token_endpoint"] = Authority + "/token", ["jwks_uri"] = Authority + "/keys",
        });
        _app.MapGet("/keys", () => new { keys = new[] { PublicKey() } });
        _app.MapGet("/authorize", (HttpRequest request) =>
        {
            (_nonce, _challenge) = (request.Query["nonce"].ToString(), request.Query["code_challenge"].ToString());
            return Results.Redirect($"{request.Query["redirect_uri"]}?code=1234&state={Uri.EscapeDataString(request.Query["state"].ToString())}");
        });
        _app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            string challenge = Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
            return form["code"] == "1234" && form["client_secret"] == ClientSecret && challenge == _challenge
                ? Results.Json(new { access_token = "none", token_type = "Bearer", id_token = Token() })
                : Results.BadRequest(new { error = "invalid_grant" });
        });
    }

    public string Authority { get; private set; } = "";

    public static async Task<LoginProvider> StartAsync()
    {
        var provider = new LoginProvider();
        await provider._app.StartAsync(TestContext.Current.CancellationToken);
        provider.Authority = provider._app.Urls.Single();
        return provider;
    }

    private object PublicKey()
    {
        var parameters = _key.Rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = _key.KeyId, n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) };
    }

    private string Token() => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Authority,
        Audience = ClientId,
        Subject = new ClaimsIdentity([new("sub", "7"), new("name", "Ada Lovelace"), new("nonce", _nonce)]),
        Expires = DateTime.UtcNow.AddMinutes(5),
        SigningCredentials = new(_key, SecurityAlgorithms.RsaSha256),
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
