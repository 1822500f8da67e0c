using System.Text.Json;
using System.Text.Json.Serialization;

namespace Explorer.Service.Cluster;

/// <summary>The snapshot for programs: <c>GET /api/cluster</c>, or a part of it: <c>/api/cluster/topics/transactions/partitions/0</c>.</summary>
internal static class ClusterApi
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static void MapClusterApi(this WebApplication app) =>
        app.MapGet("/api/cluster/{**part}", async (string? part, ClusterWatch watch, CancellationToken cancellationToken) =>
        {
            var view = await watch.ScanAsync(cancellationToken);
            return view is { Failure: null, Snapshot: { } snapshot }
                ? JsonPart.Answer(snapshot, part, Json)
                : Results.Problem($"No broker answers: {view.Failure?.Reason}", statusCode: StatusCodes.Status503ServiceUnavailable);
        });
}
