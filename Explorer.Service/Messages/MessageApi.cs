using System.Buffers;
using System.Text.Json;
using Confluent.Kafka;
using Explorer.Service.Cluster;
using Explorer.Service.Security;
using KafkaAspire.ServiceDefaults.Kafka;

namespace Explorer.Service.Messages;

/// <summary>
/// Messages as JSON Lines: <c>GET /api/messages</c> with the query of the page. It streams what there is at the time of asking, the oldest first, and
/// holds none of it.
/// </summary>
internal static class MessageApi
{
    private const int ChunkBytes = 64 << 10;

    public static void MapMessageApi(this WebApplication app) => app.MapGet("/api/messages", DownloadAsync);

    private static async Task DownloadAsync(
        HttpContext context, ClusterWatch watch, KafkaConsumerFactory consumers, MessageRanges ranges, string? topic, string? partition, string? from,
        string? offset, string? time, string? key, string? text, string? uncommitted)
    {
        var stop = context.RequestAborted;
        if (MessageQueryText.Read(topic, partition, from, offset, time, key, text, uncommitted) is not { } query)
        {
            await Results.Problem("topic is missing", statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
            return;
        }
        var view = watch.Current.Snapshot is null ? await watch.ScanAsync(stop) : watch.Current;
        if (view.Snapshot?.Topics.FirstOrDefault(one => one.Name == query.Topic) is not { } found)
        {
            await Results.Problem(
                view.Failure is { } failure ? $"No broker answers: {failure.Reason}" : view.Snapshot?.WhyMissing(ClusterPart.Topics) ?? $"There is no topic \"{query.Topic}\".",
                statusCode: view.Failure is null ? StatusCodes.Status404NotFound : StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
            return;
        }
        var (windows, trouble) = await ranges.AskAsync(found, query);
        if (trouble is not null)
        {
            await Results.Problem(trouble, statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
            return;
        }
        context.Response.ContentType = "application/jsonl; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{string.Concat(query.Topic.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'))}.jsonl\"";
        await Task.Factory.StartNew(() => WriteAsync(context, consumers, query, windows, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    private static async Task WriteAsync(
        HttpContext context, KafkaConsumerFactory consumers, MessageQuery query, IReadOnlyList<LogWindow> windows, CancellationToken stop)
    {
        var filter = new MessageFilter(query.Key, query.Text);
        var body = context.Response.BodyWriter;
        bool isBegun = false;
        try
        {
            using var reader = new WindowReader(consumers.Create<byte[]?, byte[]?>(config => MessageReader.Configure(config, query.IncludesUncommitted)), query.Topic);
            using var json = new Utf8JsonWriter(body, MessageJson.Options);
            long pending = 0;
            foreach (var record in reader.Read(windows, stop))
            {
                if (!filter.Takes(record.Message))
                    continue;
                isBegun = true;
                MessageJson.Write(json, record);
                json.Flush();
                pending += json.BytesCommitted + 1;
                json.Reset();
                body.Write("\n"u8);
                if (pending < ChunkBytes)
                    continue;
                pending = 0;
                await body.FlushAsync(stop);
            }
            await body.FlushAsync(stop);
        }
        catch (KafkaException e) when (!isBegun)
        {
            context.Response.Clear();
            await Results.Problem(MissingAcl.Sentence(e.Error, "Read", query.Topic), statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
        }
        catch (KafkaException)
        {
            // The status is sent: that the file is not whole, only a broken connection can still tell.
            context.Abort();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Whoever downloaded it went away.
        }
    }
}
