using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Explorer.Service.Lag;

/// <summary>Writes what <c>/health</c> answers: the status in a word, as ever, and below it what is wrong.</summary>
internal static class HealthText
{
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        var troubles = report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy).Select(entry => $"{entry.Key}: {entry.Value.Description}");
        return context.Response.WriteAsync(string.Join('\n', troubles.Prepend(report.Status.ToString())), context.RequestAborted);
    }
}
