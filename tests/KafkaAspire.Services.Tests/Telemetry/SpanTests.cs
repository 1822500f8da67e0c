using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;
using KafkaAspire.Services.Tests.Running;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace KafkaAspire.Services.Tests.Telemetry;

/// <summary>The spans of the clients in this process, attribute by attribute as the semantic conventions for Kafka (1.44.0) have them.</summary>
[Collection(nameof(SpanTests))]
public sealed class SpanTests(TelemetryBrokers brokers) : IClassFixture<TelemetryBrokers>, IAsyncDisposable
{
    private readonly ExportedSpans _exported = [];
    private IHost? _host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IHost Start(string tracesPerSecond = "1000", Dictionary<string, string?>? settings = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:kafka"] = brokers.Bootstrap,
            ["OTEL_SERVICE_NAME"] = "spans",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:1",
            ["Telemetry:TracesPerSecond"] = tracesPerSecond,
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.AddServiceDefaults();
        builder.Logging.ClearProviders();
        builder.AddKafkaAdmin();
        builder.AddKafkaProducer<string, byte[]?>();
        builder.AddKafkaConsumer<byte[], byte[]>((_, _) => { }, $"spans-{Guid.NewGuid():N}");
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource("test").AddInMemoryExporter(_exported));
        _host = builder.Build();
        _host.Start();
        return _host;
    }

    private Activity Exported(string name, string? key = null)
    {
        Assert.True(_host!.Services.GetRequiredService<TracerProvider>().ForceFlush());
        return Assert.Single(_exported.Now, span => span.DisplayName == name && (key is null || span.GetTagItem("messaging.kafka.message.key") as string == key));
    }

    private static Dictionary<string, object?> Tags(Activity span) => span.TagObjects.ToDictionary();

    private static string Text(Headers headers, string name) => Encoding.UTF8.GetString(headers.GetLastBytes(name));

    [Fact]
    public async Task A_sent_message_has_the_conventions_attributes_and_its_context_in_the_headers()
    {
        var services = Start().Services;
        var producer = services.GetRequiredService<IProducer<string, byte[]?>>();
        var message = new Message<string, byte[]?> { Key = "sent", Value = new byte[200] };
        // The cluster's id is asked for by the first span, and known to a later one.
        await Until.TrueAsync(() => Task.FromResult(services.GetRequiredService<ClusterIdentity>().Id is not null), () => "no cluster id");
        var result = await producer.ProduceAsync(Topics.Transactions.Name, message, Cancel);
        Assert.Null(message.Headers);
        Assert.Equal(Timestamp.Default, message.Timestamp);

        var span = Exported("send transactions");
        Assert.Equal((ActivityKind.Producer, ActivityStatusCode.Unset), (span.Kind, span.Status));
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["messaging.system"] = "kafka",
                ["messaging.operation.name"] = "send",
                ["messaging.operation.type"] = "send",
                ["messaging.destination.name"] = "transactions",
                ["messaging.destination.partition.id"] = result.Partition.Value.ToString(),
                ["messaging.client.id"] = producer.Name,
                ["messaging.kafka.cluster.id"] = services.GetRequiredService<ClusterIdentity>().Id,
                ["messaging.kafka.message.key"] = "sent",
                ["messaging.kafka.offset"] = result.Offset.Value,
                ["messaging.message.body.size"] = 200,
            },
            Tags(span));
        var inTheLog = LogReader.ReadAt(brokers.Bootstrap, result.Topic, result.Partition.Value, result.Offset.Value);
        Assert.Equal($"00-{span.TraceId}-{span.SpanId}-01", Text(inTheLog.Message.Headers, "traceparent"));
    }

    [Fact]
    public async Task A_message_without_a_value_is_a_tombstone()
    {
        var producer = Start().Services.GetRequiredService<IProducer<string, byte[]?>>();
        await producer.ProduceAsync(Topics.Transactions.Name, new() { Key = "tombstone", Value = null }, Cancel);
        Assert.Equal(true, Exported("send transactions").GetTagItem("messaging.kafka.message.tombstone"));
    }

    [Fact]
    public async Task A_message_that_is_not_acknowledged_ends_its_span_with_the_error()
    {
        var producer = Start(settings: new()
        {
            ["ConnectionStrings:kafka"] = "127.0.0.1:1",
            ["Aspire:Confluent:Kafka:Producer:Config:MessageTimeoutMs"] = "500",
        }).Services.GetRequiredService<IProducer<string, byte[]?>>();
        // The client is disposed at the end, which its own thread can't wait for.
        var report = new TaskCompletionSource<DeliveryReport<string, byte[]?>>(TaskCreationOptions.RunContinuationsAsynchronously);
        producer.Produce(Topics.Transactions.Name, new() { Key = "late", Value = [] }, report.SetResult);
        Assert.Equal(ErrorCode.Local_MsgTimedOut, (await report.Task).Error.Code);
        var span = Exported("send transactions");
        Assert.Equal((ActivityStatusCode.Error, "_MSG_TIMED_OUT"), (span.Status, span.GetTagItem("error.type")));
        Assert.Null(span.GetTagItem("messaging.kafka.offset"));
        Assert.True(span.Duration > TimeSpan.FromMilliseconds(300), "it ends at the answer, not when the message is handed over");
    }

    [Fact]
    public async Task What_is_not_sampled_is_not_touched_and_what_has_a_parent_follows_it()
    {
        var producer = Start(tracesPerSecond: "0").Services.GetRequiredService<IProducer<string, byte[]?>>();
        using var source = new ActivitySource("test");
        async Task<Headers> SendAsync(ActivityContext parent)
        {
            using var request = parent == default ? null : source.StartActivity("request", ActivityKind.Server, parent);
            var result = await producer.ProduceAsync(Topics.Transactions.Name, new() { Key = "unsampled", Value = [] }, Cancel);
            return LogReader.ReadAt(brokers.Bootstrap, result.Topic, result.Partition.Value, result.Offset.Value).Message.Headers;
        }
        Assert.Empty(await SendAsync(default));
        Assert.Empty(await SendAsync(new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, isRemote: true)));
        var sampled = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, "vendor=7", isRemote: true);
        var headers = await SendAsync(sampled);
        Assert.Contains(sampled.TraceId.ToString(), Text(headers, "traceparent"));
        Assert.Equal("vendor=7", Text(headers, "tracestate"));
        Assert.Equal(sampled.TraceId, Exported("send transactions").TraceId);
    }

    [Fact]
    public async Task A_polled_message_is_processed_in_its_producers_trace_with_its_baggage()
    {
        var services = Start().Services;
        var producer = services.GetRequiredService<IProducer<string, byte[]?>>();
        Baggage.SetBaggage("tenant", "7");
        var sent = await producer.ProduceAsync(Topics.TransactionsDeadLetter.Name, new() { Key = "processed", Value = new byte[10] }, Cancel);
        Baggage.ClearBaggage();
        var consumer = services.GetRequiredService<InstrumentedConsumer<byte[], byte[]>>();
        consumer.Subscribe(Topics.TransactionsDeadLetter.Name);
        var batch = new List<ConsumeResult<byte[], byte[]>>();
        await Until.TrueAsync(() =>
        {
            consumer.Poll(batch, 100, TimeSpan.FromMilliseconds(100));
            return Task.FromResult(batch.Count > 0);
        }, () => "nothing polled");

        var spans = new ProcessSpans<byte[], byte[]>();
        spans.Start(consumer, sent.Topic, batch);
        Assert.Null(Activity.Current);
        using (spans.Enter(batch[0]))
        {
            Assert.Equal("process transactions.dlt", Activity.Current?.DisplayName);
            Assert.Equal("7", Baggage.GetBaggage("tenant"));
            ProcessSpan.Fail(new TimeoutException("too slow"));
        }
        Assert.Null(Activity.Current);
        Assert.Null(Baggage.GetBaggage("tenant"));
        spans.End(null);
        Assert.Null(consumer.TryCommit([new(sent.TopicPartition, sent.Offset + 1)]));

        var send = Exported("send transactions.dlt");
        var process = Exported("process transactions.dlt");
        Assert.Equal((send.TraceId, send.SpanId), (process.TraceId, process.ParentSpanId));
        Assert.Equal(ActivityKind.Consumer, process.Kind);
        Assert.Equal((ActivityStatusCode.Error, "too slow", "System.TimeoutException"), (process.Status, process.StatusDescription, process.GetTagItem("error.type")));
        Assert.Equal("exception", Assert.Single(process.Events).Name);
        string[] common = ["messaging.system", "messaging.operation.name", "messaging.operation.type", "messaging.destination.name", "messaging.client.id", "messaging.consumer.group.name"];
        Assert.Equal(
            [.. common.Append("messaging.destination.partition.id").Append("messaging.kafka.offset").Append("messaging.kafka.message.key").Append("error.type").Order()],
            Tags(process).Keys.Where(key => key != "messaging.kafka.cluster.id").Order());
        Assert.Equal("processed", process.GetTagItem("messaging.kafka.message.key"));
        var poll = Exported("poll transactions.dlt");
        Assert.Equal((ActivityKind.Client, 1, "receive"), (poll.Kind, poll.GetTagItem("messaging.batch.message_count"), poll.GetTagItem("messaging.operation.type")));
        Assert.Equal(send.SpanId, Assert.Single(poll.Links).Context.SpanId);
        Assert.True(poll.Duration < TimeSpan.FromMilliseconds(100), "it does not count the wait");
        var commit = Exported("commit transactions.dlt");
        Assert.Equal((ActivityKind.Client, "settle"), (commit.Kind, commit.GetTagItem("messaging.operation.type")));
        Assert.Equal([.. common.Order()], Tags(commit).Keys.Where(key => key != "messaging.kafka.cluster.id").Order());
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable host)
            await host.DisposeAsync();
    }
}
