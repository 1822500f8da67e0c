using Microsoft.Extensions.Configuration;

namespace KafkaAspire.ServiceDefaults.Hosting;

/// <summary>
/// What tells a replica from the others of its service, and is the same when it comes back: OpenTelemetry's <c>service.instance.id</c>, which
/// Aspire gives to every replica in <c>OTEL_RESOURCE_ATTRIBUTES</c>.
/// </summary>
/// <param name="Name">The identity; null where nobody gave one.</param>
public sealed record ReplicaIdentity(string? Name)
{
    /// <summary>The variable that holds it.</summary>
    public const string Variable = "OTEL_RESOURCE_ATTRIBUTES";

    private const string Attribute = "service.instance.id=";

    /// <summary>Reads it.</summary>
    /// <param name="configuration">The service's configuration.</param>
    public static ReplicaIdentity Read(IConfiguration configuration) => new(configuration.ReadText(Variable, "", "NAME=VALUE,…; service.instance.id tells replicas apart")
        .Split(',', StringSplitOptions.TrimEntries)
        .FirstOrDefault(attribute => attribute.StartsWith(Attribute, StringComparison.Ordinal) && attribute.Length > Attribute.Length)?[Attribute.Length..]);
}
