using KafkaAspire.ServiceDefaults.Hosting;

namespace Explorer.Service.Security;

/// <summary>The section <c>Explorer:OpenIdConnect</c>: who may see anything is decided by a provider of OpenID Connect.</summary>
/// <param name="Authority">The provider's address, under which its discovery document is.</param>
/// <param name="ClientId">The name under which the provider knows this Explorer.</param>
/// <param name="ClientSecret">Its secret; null for a public client.</param>
internal sealed record LoginOptions(Uri Authority, string ClientId, string? ClientSecret)
{
    private const string Section = "Explorer:OpenIdConnect";

    /// <summary>Reads the section.</summary>
    /// <returns>Null where nothing of it is set: then nobody has to log in.</returns>
    /// <exception cref="ServiceSettingException">A part of it is missing or wrong.</exception>
    public static LoginOptions? Read(IConfiguration configuration)
    {
        string authority = configuration.ReadText($"{Section}:Authority", "", "an address that begins with https:// (http:// on this machine only)");
        string client = configuration.ReadText($"{Section}:ClientId", "", "the name under which the provider knows this Explorer");
        string secret = configuration.ReadText($"{Section}:ClientSecret", "", "its secret; none for a public client");
        if (authority.Length == 0 && client.Length == 0 && secret.Length == 0)
            return null;
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var uri) || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
            throw new ServiceSettingException($"{Section}:Authority is \"{authority}\"; an address that begins with https:// is needed (http:// on this machine only)");
        if (client.Length == 0)
            throw new ServiceSettingException($"{Section}:ClientId is not set; the name under which {authority} knows this Explorer is needed");
        return new(uri, client, secret.Length > 0 ? secret : null);
    }
}
