using System.Net;
using System.Text;
using KafkaAspire.Services.Tests.Databases;
using KafkaAspire.Services.Tests.Running;
using KafkaAspire.Services.Tests.Telemetry.Otlp;

namespace KafkaAspire.Services.Tests.Telemetry;

/// <summary>Traces from a request to a row, through the processes of a producer, a broker, a consumer and a database.</summary>
public sealed class TraceTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly TelemetryBrokers _brokers = new();
    private readonly OtlpReceiver _backEnd = new();
    private readonly SqliteFile _file = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _backEnd.InitializeAsync();
        await _brokers.InitializeAsync();
    }

    private ServiceProcess StartConsumer(string ledger, string group, Dictionary<string, string?>? settings = null)
    {
        var all = _backEnd.Settings("consumer");
        all["Consumer__Group"] = group;
        foreach (var (name, value) in settings ?? [])
            all[name] = value;
        return ServiceProcess.Consumer(_brokers.Bootstrap, ledger, all);
    }

    private async Task<ServiceProcess> StartProducerAsync(Dictionary<string, string?>? settings = null)
    {
        var all = _backEnd.Settings("producer");
        all["Producer__Source"] = "http";
        foreach (var (name, value) in settings ?? [])
            all[name] = value;
        var producer = ServiceProcess.Producer(_brokers.Bootstrap, all);
        await producer.WaitUntilUpAsync();
        return producer;
    }

    private static async Task PostAsync(ServiceProcess producer, params string[] accounts)
    {
        string body = string.Join(',', accounts.Select(account => $$"""{"account":"{{account}}","kind":"deposit","amount":100,"currency":"EUR"}"""));
        var response = await producer.Http.PostAsync("/transactions", new StringContent($"[{body}]", Encoding.UTF8, "application/json"), Cancel);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private Task SpansAsync(Func<IReadOnlyCollection<OtlpSpan>, bool> arrived, params ServiceProcess[] services) => Until.TrueAsync(
        () => Task.FromResult(arrived(_backEnd.Spans)),
        () => string.Join('\n', _backEnd.Spans.Select(span => $"{span.Service}: {span.Name} {span.Id} below {span.ParentId}")) + "\n" + string.Join('\n', services.Select(service => service.Log)));

    private List<OtlpSpan> Below(OtlpSpan parent) => [.. _backEnd.Spans.Where(span => span.ParentId == parent.Id && span.TraceId == parent.TraceId)];

    // A span's end is its start on the wall clock and its duration on another one.
    private static void AssertInside(OtlpSpan inner, OtlpSpan outer)
    {
        const ulong clocks = 2_000_000;
        Assert.True(inner.Start + clocks >= outer.Start, $"{inner.Name} starts before {outer.Name}");
        Assert.True(inner.End <= outer.End + clocks, $"{inner.Name} ends after {outer.Name}");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    public async Task Every_transaction_of_a_request_has_its_whole_way_in_one_trace(string system)
    {
        Assert.SkipWhen(system == "postgresql" && postgres.Missing is not null, postgres.Missing ?? "");
        string ledger = system == "sqlite" ? _file.ConnectionString : await postgres.CreateDatabaseAsync();
        // Of one account, so of one partition: they are fetched together.
        string[] accounts = [.. Enumerable.Repeat("T", 8)];
        await using var producer = await StartProducerAsync();
        await PostAsync(producer, accounts);
        // They wait in the log, and come as one batch.
        await using var consumer = StartConsumer(ledger, $"trace-{system}");
        await SpansAsync(spans => spans.Count(span => span.Name == "BATCH INSERT entries") >= accounts.Length, producer, consumer);
        await SpansAsync(spans => spans.Any(span => span.Kind == OtlpSpan.Server), producer);
        await SpansAsync(spans => spans.Count(span => span.Name == "process transactions") >= accounts.Length, consumer);

        var request = Assert.Single(_backEnd.Spans, span => span.Kind == OtlpSpan.Server);
        Assert.Equal("POST /transactions", request.Name);
        var sends = Below(request);
        Assert.Equal(accounts, sends.Select(send => (string)send.Attributes["messaging.kafka.message.key"]));
        Assert.Equal(8, sends.Select(send => send.Attributes["messaging.kafka.offset"]).Distinct().Count());
        foreach (var send in sends)
        {
            Assert.Equal(("send transactions", OtlpSpan.Producer, "producer"), (send.Name, send.Kind, send.Service));
            AssertInside(send, request);
            var process = Assert.Single(Below(send));
            Assert.Equal(("process transactions", OtlpSpan.Consumer, "consumer"), (process.Name, process.Kind, process.Service));
            Assert.Equal((send.TraceId, send.Id), Assert.Single(process.Links));
            Assert.True(process.Start >= send.Start);
            Assert.Equal(send.Attributes["messaging.kafka.offset"], process.Attributes["messaging.kafka.offset"]);
            Assert.Equal(send.Attributes["messaging.destination.partition.id"], process.Attributes["messaging.destination.partition.id"]);
            var write = Assert.Single(Below(process));
            Assert.Equal(("BATCH INSERT entries", OtlpSpan.Client), (write.Name, write.Kind));
            Assert.Equal(system, write.Attributes["db.system.name"]);
            Assert.Equal(8L, write.Attributes["db.operation.batch.size"]);
            AssertInside(write, process);
        }
        var writes = _backEnd.Spans.Where(span => span.Name == "BATCH INSERT entries").ToList();
        Assert.Single(writes.Select(write => (write.Start, write.End)).Distinct());
        int statements = writes.Sum(write => Below(write).Count(span => span.Scope == "Npgsql"));
        Assert.Equal(system == "postgresql", statements > 0);
        Assert.True(writes.Count(write => Below(write).Count > 0) <= 1, "the database client's own spans are below one of them");
        var poll = Assert.Single(_backEnd.Spans, span => span.Name == "poll transactions");
        Assert.Equal(sends.Select(send => send.Id).Order(), poll.Links.Select(link => link.SpanId).Order());
        Assert.All(_backEnd.Spans.Where(span => span.Scope == "KafkaAspire.Kafka"), span =>
        {
            Assert.Equal("https://opentelemetry.io/schemas/1.44.0", span.SchemaUrl);
            Assert.NotEqual("", span.ScopeVersion);
            Assert.Equal("kafka", span.Attributes["messaging.system"]);
            Assert.StartsWith(span.Service + "#", (string)span.Attributes["messaging.client.id"]);
        });
    }

    [Fact]
    public async Task What_is_given_up_shows_why_and_its_letter_below_it()
    {
        await using var producer = await StartProducerAsync();
        await PostAsync(producer, "good", "frozen");
        await using var consumer = StartConsumer(_file.ConnectionString, "trace-frozen", new() { ["Consumer__Handler__FrozenAccounts"] = "frozen" });
        await SpansAsync(spans => spans.Any(span => span.Name == "send transactions.dlt") && spans.Count(span => span.Name == "process transactions" && span.Attributes["messaging.kafka.message.key"] is "good" or "frozen") >= 2, producer, consumer);
        var processed = _backEnd.Spans.Where(span => span.Name == "process transactions").ToLookup(span => (string)span.Attributes["messaging.kafka.message.key"]);
        Assert.Equal(0, Assert.Single(processed["good"]).Status);
        var frozen = Assert.Single(processed["frozen"]);
        Assert.Equal((OtlpSpan.Error, "account frozen is frozen"), (frozen.Status, frozen.StatusMessage));
        Assert.Equal("Consumer.Service.Handling.TransactionRefusedException", frozen.Attributes["error.type"]);
        Assert.Equal("exception", Assert.Single(frozen.Events));
        var letter = Assert.Single(_backEnd.Spans, span => span.Name == "send transactions.dlt");
        Assert.Equal(frozen.Id, letter.ParentId);
        // The log lines of its way say which trace it is.
        await Until.TrueAsync(() => Task.FromResult(_backEnd.Logs.Any(log => log.Text.Contains("to the dead-letter topic"))), () => consumer.Log);
        var line = Assert.Single(_backEnd.Logs, log => log.Text.Contains("to the dead-letter topic"));
        Assert.Equal((frozen.TraceId, frozen.Id), (line.TraceId, line.SpanId));
    }

    [Fact]
    public async Task Into_the_topic_sink_each_output_is_below_its_own_message()
    {
        await using var producer = await StartProducerAsync();
        await PostAsync(producer, "S1", "S2", "S3");
        await using var consumer = StartConsumer(_file.ConnectionString, "trace-topic", new() { ["Consumer__Delivery"] = "at-least-once", ["Consumer__Sink"] = "topic" });
        bool Mine(OtlpSpan span) => span.Attributes.TryGetValue("messaging.kafka.message.key", out object? key) && key is "S1" or "S2" or "S3";
        await SpansAsync(spans => spans.Count(span => span.Name == "process transactions" && Mine(span)) == 3 && spans.Count(span => span.Name == "send settlements" && Mine(span)) == 3, producer, consumer);
        foreach (var process in _backEnd.Spans.Where(span => span.Name == "process transactions" && Mine(span)))
        {
            var output = Assert.Single(Below(process));
            Assert.Equal("send settlements", output.Name);
            Assert.Equal(process.Attributes["messaging.kafka.message.key"], output.Attributes["messaging.kafka.message.key"]);
            Assert.True((long)output.Attributes["messaging.message.body.size"] > 50);
        }
        await SpansAsync(spans => spans.Any(span => span.Name == "commit transactions"), consumer);
        var commit = _backEnd.Spans.First(span => span.Name == "commit transactions");
        Assert.Equal(("settle", "trace-topic", OtlpSpan.Client), (commit.Attributes["messaging.operation.type"], commit.Attributes["messaging.consumer.group.name"], commit.Kind));
    }

    [Fact]
    public async Task What_is_not_sampled_carries_no_header_and_makes_no_span()
    {
        await using var producer = await StartProducerAsync(new() { ["Telemetry__TracesPerSecond"] = "0" });
        var body = new StringContent("""{"account":"quiet","kind":"deposit","amount":100,"currency":"EUR"}""", Encoding.UTF8, "application/json");
        var response = await producer.Http.PostAsync("/transactions", body, Cancel);
        var place = (await response.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonNode>(Cancel))!;
        var message = LogReader.ReadAt(_brokers.Bootstrap, "transactions", (int)place["partition"]!, (long)place["offset"]!);
        Assert.Empty(message.Message.Headers);
        await using var consumer = StartConsumer(_file.ConnectionString, "trace-quiet", new() { ["Telemetry__TracesPerSecond"] = "0" });
        await Until.TrueAsync(() => Task.FromResult(_file.Entries().Exists(entry => entry.Account == "quiet")), () => consumer.Log);
        // What was sampled of others' messages is continued; what was not begins nothing.
        await Until.TrueAsync(() => Task.FromResult(_backEnd.Metrics.Any(metric => metric.Name == "messaging.process.duration")), () => consumer.Log);
        Assert.DoesNotContain(_backEnd.Spans, span => span.Service == "producer");
        Assert.DoesNotContain(_backEnd.Spans, span => span.ParentId == "");
    }

    public async ValueTask DisposeAsync()
    {
        await _brokers.DisposeAsync();
        await _backEnd.DisposeAsync();
        _file.Dispose();
    }
}
