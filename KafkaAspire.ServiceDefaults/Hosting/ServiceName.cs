namespace Microsoft.Extensions.Configuration;

/// <summary>What a service is called, in telemetry and by Kafka.</summary>
public static class ServiceName
{
    /// <summary>Reads <c>OTEL_SERVICE_NAME</c>.</summary>
    /// <param name="configuration">The service's configuration.</param>
    /// <param name="fallback">What it is called where nobody gave it a name.</param>
    public static string ReadServiceName(this IConfiguration configuration, string fallback) =>
        configuration.ReadText("OTEL_SERVICE_NAME", fallback, "a name");
}
