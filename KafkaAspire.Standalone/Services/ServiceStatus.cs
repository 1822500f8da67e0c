using System.Text.Json.Serialization;

namespace KafkaAspire.Standalone.Services;

/// <summary>The answer of a service's <c>GET /status</c>: a producer fills the first half, a consumer the second.</summary>
internal sealed record ServiceStatus
{
    public long Acknowledged { get; init; }
    public long Failed { get; init; }
    public long Refused { get; init; }
    public long InFlight { get; init; }
    public bool Paused { get; init; }
    public long Bytes { get; init; }

    public int[] Partitions { get; init; } = [];
    public long Applied { get; init; }
    public long Suppressed { get; init; }
    public long DeadLettered { get; init; }
    public long Lag { get; init; }
    public string? State { get; init; }
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ServiceStatus))]
internal sealed partial class ServiceStatusJson : JsonSerializerContext;
