using KafkaAspire.ServiceDefaults.Hosting;

namespace Producer.Service.Sources;

/// <summary>Who may post, and how much: the settings of the section <c>Producer:Http</c>.</summary>
/// <param name="ApiKey"><c>Producer:Http:ApiKey</c>: what a caller's <c>X-Api-Key</c> has to be; empty where everybody may post.</param>
/// <param name="RequestsPerSecond"><c>Producer:Http:RequestsPerSecond</c>: how many requests a caller's address may make; 0 is without bound.</param>
/// <param name="MaxConnections"><c>Producer:Http:MaxConnections</c>: how many connections are open at the same time; more are closed at once.</param>
/// <param name="Token">The section <c>Producer:Http:Jwt</c>; null where no token is asked for.</param>
internal sealed record HttpOptions(string ApiKey, int RequestsPerSecond, int MaxConnections, TokenOptions? Token)
{
    private const int ShortestKey = 16;

    /// <exception cref="ServiceSettingException">A value is not allowed.</exception>
    public static HttpOptions Read(IConfiguration configuration)
    {
        string key = configuration.ReadText("Producer:Http:ApiKey", "", $"a secret of {ShortestKey} characters at least");
        if (key.Length is > 0 and < ShortestKey)
            throw new ServiceSettingException($"Producer:Http:ApiKey has {key.Length} characters; {ShortestKey} at least are needed, or none");
        return new(
            key,
            (int)configuration.ReadNumber("Producer:Http:RequestsPerSecond", 1_000, 0, 1_000_000, "requests/s"),
            (int)configuration.ReadNumber("Producer:Http:MaxConnections", 1_000, 1, 1_000_000, "connections"),
            TokenOptions.Read(configuration));
    }
}
