using System.Text.Json;
using System.Text.Json.Serialization;

namespace Explorer.Service.Cluster;

/// <summary>The snapshot for programs: <c>GET /api/cluster</c>.</summary>
internal static class ClusterApi
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static void MapClusterApi(this WebApplication app) =>
        app.MapGet("/api/cluster", async (ClusterWatch watch, CancellationToken cancellationToken) =>
        {
            var view = await watch.ScanAsync(cancellationToken);
            return view is { Failure: null, Snapshot: { } snapshot }
                ? Results.Json(snapshot, Json)
                : Results.Problem($"No broker answers: {view.Failure?.Reason}", statusCode: StatusCodes.Status503ServiceUnavailable);
        });
}
