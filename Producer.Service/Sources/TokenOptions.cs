using System.Text;
using KafkaAspire.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Producer.Service.Sources;

/// <summary>The section <c>Producer:Http:Jwt</c>: who brings a token (RFC 7519) that this issuer gave out for this audience may post.</summary>
/// <param name="Authority">The issuer's address, under which its keys are; null where the key is given.</param>
/// <param name="Audience">For whom the token has to be.</param>
/// <param name="SigningKey">The secret with which the tokens are signed (HMAC); empty where the issuer's keys are asked for.</param>
internal sealed record TokenOptions(Uri? Authority, string Audience, string SigningKey)
{
    private const string Section = "Producer:Http:Jwt";
    private const string Allowed = "an address that begins with https:// (http:// on this machine only)";
    private const int ShortestKey = 32;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Reads the section.</summary>
    /// <returns>Null where nothing of it is set.</returns>
    /// <exception cref="ServiceSettingException">A part of it is missing or wrong.</exception>
    public static TokenOptions? Read(IConfiguration configuration)
    {
        string authority = configuration.ReadText($"{Section}:Authority", "", Allowed);
        string audience = configuration.ReadText($"{Section}:Audience", "", "the name that a token's aud holds; needed with the others");
        string key = configuration.ReadText($"{Section}:SigningKey", "", $"a secret of {ShortestKey} characters at least, instead of an authority");
        if (authority.Length == 0 && audience.Length == 0 && key.Length == 0)
            return null;
        if (audience.Length == 0)
            throw new ServiceSettingException($"{Section}:Audience is not set; the name that a token's aud holds is needed");
        if (authority.Length > 0 == key.Length > 0)
            throw new ServiceSettingException($"{Section} needs either Authority or SigningKey");
        if (key.Length is > 0 and < ShortestKey)
            throw new ServiceSettingException($"{Section}:SigningKey has {key.Length} characters; {ShortestKey} at least are needed");
        if (key.Length > 0)
            return new(null, audience, key);
        return Uri.TryCreate(authority, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            ? new(uri, audience, "")
            : throw new ServiceSettingException($"{Section}:Authority is \"{authority}\"; {Allowed} is needed");
    }

    /// <summary>Has tokens checked: signature, audience and time, and with an authority the issuer.</summary>
    public void Apply(JwtBearerOptions bearer)
    {
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters.ValidAudience = Audience;
        bearer.TokenValidationParameters.ClockSkew = ClockSkew;
        if (Authority is not null)
        {
            bearer.Authority = Authority.ToString();
            bearer.RequireHttpsMetadata = Authority.Scheme == Uri.UriSchemeHttps;
            return;
        }
        bearer.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(SigningKey));
        // Whoever has the key is the issuer.
        bearer.TokenValidationParameters.ValidateIssuer = false;
    }
}
