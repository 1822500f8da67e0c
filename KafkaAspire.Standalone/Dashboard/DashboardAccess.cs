using System.Globalization;
using System.Security.Cryptography;
using KafkaAspire.Standalone.Services;

namespace KafkaAspire.Standalone.Dashboard;

/// <summary>
/// The addresses and the secrets of one dashboard. They are made before it starts, so that the address which a person clicks logs him in, and
/// nobody else on this machine can look or send anything.
/// </summary>
internal sealed class DashboardAccess
{
    private static readonly string Often = TimeSpan.FromSeconds(1).TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
    private readonly string _token = NewSecret();
    private readonly string _key = NewSecret();

    public int PagePort { get; } = FreePort.Find();

    /// <summary>Where it takes OTLP over gRPC.</summary>
    public int OtlpPort { get; } = FreePort.Find();

    public Uri Page => At(PagePort);

    /// <summary>The page with the token that opens it.</summary>
    public Uri LoginPage => new(Page, $"login?t={_token}");

    /// <summary>What the dashboard is told wherever it runs: who may look and who may send.</summary>
    public IReadOnlyDictionary<string, string?> Secrets => new Dictionary<string, string?>
    {
        ["DASHBOARD__FRONTEND__AUTHMODE"] = "BrowserToken",
        ["DASHBOARD__FRONTEND__BROWSERTOKEN"] = _token,
        ["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey",
        ["DASHBOARD__OTLP__PRIMARYAPIKEY"] = _key,
    };

    /// <summary>What it is told where it runs as a process of this machine. Up to 9.4 Aspire called the endpoint by another name.</summary>
    public IReadOnlyDictionary<string, string?> Addresses => new Dictionary<string, string?>
    {
        ["ASPNETCORE_URLS"] = Text(Page),
        ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = Text(At(OtlpPort)),
        ["DOTNET_DASHBOARD_OTLP_ENDPOINT_URL"] = Text(At(OtlpPort)),
    };

    /// <summary>What a service is told, with the intervals that Aspire sets while one develops: a minute between two figures is for production.</summary>
    public IReadOnlyDictionary<string, string?> ServiceSettings => new Dictionary<string, string?>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Text(At(OtlpPort)),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
        ["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={_key}",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = Often,
        ["OTEL_BSP_SCHEDULE_DELAY"] = Often,
        ["OTEL_BLRP_SCHEDULE_DELAY"] = Often,
        // The Explorer links a message to its trace; nobody else reads it.
        ["Explorer__DashboardUrl"] = Text(Page),
    };

    private static Uri At(int port) => new($"http://127.0.0.1:{port}");

    private static string Text(Uri address) => address.GetLeftPart(UriPartial.Authority);

    // 128 bits.
    private static string NewSecret() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
