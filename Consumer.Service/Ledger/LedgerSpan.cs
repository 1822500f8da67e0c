using System.Data.Common;
using System.Diagnostics;
using Consumer.Service.Telemetry;
using OpenTelemetry;

namespace Consumer.Service.Ledger;

/// <summary>
/// The database span of a batch, by the semantic conventions for databases: one write serves all messages of the batch, and each sampled one has
/// it below its own span, with the same start and end, so that every trace is whole. The spans of the database's own client are below the first.
/// </summary>
internal static class LedgerSpan
{
    /// <summary>Writes a batch, and tells it below each of the given spans; without any it tells nothing.</summary>
    /// <param name="messages">The spans of the batch's sampled messages.</param>
    /// <param name="database">Which database it is.</param>
    /// <param name="size">How many entries are written.</param>
    /// <param name="write">Writes them.</param>
    public static async Task<LedgerResult> AroundAsync(IReadOnlyList<Activity> messages, LedgerAddress database, int size, Func<Task<LedgerResult>> write)
    {
        if (messages.Count == 0)
        {
            // Or each statement of the database's client would begin a trace of its own.
            using var quiet = SuppressInstrumentationScope.Begin();
            return await write();
        }
        using var span = Start(messages[0], database, size);
        try
        {
            return await write();
        }
        catch (Exception e)
        {
            Fail(span, e);
            throw;
        }
        finally
        {
            span?.Stop();
            foreach (var message in messages.Skip(1))
                Copy(span, message);
        }
    }

    private static Activity? Start(Activity message, LedgerAddress database, int size)
    {
        bool isBatch = size != 1;
        string operation = isBatch ? "BATCH INSERT" : "INSERT";
        return ConsumerTelemetry.Source.StartActivity($"{operation} entries", ActivityKind.Client, message.Context)?
            .SetTag("db.system.name", database.System)
            .SetTag("db.namespace", database.Namespace)
            .SetTag("db.collection.name", "entries")
            .SetTag("db.operation.name", operation)
            .SetTag("db.operation.batch.size", isBatch ? size : null)
            .SetTag("server.address", database.Host)
            .SetTag("server.port", database.Port);
    }

    private static void Fail(Activity? span, Exception exception)
    {
        var cause = exception is LedgerException { InnerException: { } inner } ? inner : exception;
        string? code = (cause as DbException)?.SqlState;
        span?.SetTag("db.response.status_code", code)
            .SetTag("error.type", code ?? cause.GetType().FullName)
            .SetStatus(ActivityStatusCode.Error, cause.Message);
    }

    private static void Copy(Activity? original, Activity message)
    {
        if (original is null)
            return;
        using var span = ConsumerTelemetry.Source.StartActivity(
            original.Kind, message.Context, original.TagObjects, startTime: original.StartTimeUtc, name: original.DisplayName);
        span?.SetStatus(original.Status, original.StatusDescription).SetEndTime(original.StartTimeUtc + original.Duration);
    }
}

/// <summary>What spans say about the database.</summary>
/// <param name="System">The conventions' name of the system.</param>
/// <param name="Namespace">The database.</param>
/// <param name="Host">The server; null where there is none.</param>
/// <param name="Port">Its port, where it is not the system's default.</param>
internal sealed record LedgerAddress(string System, string? Namespace, string? Host = null, int? Port = null);
