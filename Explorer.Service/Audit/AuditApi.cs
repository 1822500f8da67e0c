using System.Diagnostics;
using System.Text.Json;

namespace Explorer.Service.Audit;

/// <summary>The audit for programs: <c>GET /api/audit</c>, or a part of it: <c>/api/audit/total</c>, <c>/api/audit/partitions/0</c>.</summary>
internal static class AuditApi
{
    // Over a large log the first passes take longer: then the answer is what is known so far, and says so.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void MapAuditApi(this WebApplication app) => app.MapGet("/api/audit/{**part}", async (string? part, AuditWatch watch, CancellationToken cancellationToken) =>
    {
        long start = Stopwatch.GetTimestamp();
        var report = await watch.PassAsync(cancellationToken);
        while (report is { IsComplete: false, Troubles.Count: 0 } && Stopwatch.GetElapsedTime(start) < Longest)
            report = await watch.PassAsync(cancellationToken);
        return report.Troubles.Count == 0
            ? JsonPart.Answer(report, part, Json)
            : Results.Problem(string.Join(' ', report.Troubles), statusCode: StatusCodes.Status503ServiceUnavailable);
    });
}
