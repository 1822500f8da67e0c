using System.Collections.Concurrent;
using System.Net;
using System.Text;
using KafkaAspire.Services.Tests.Running;

namespace KafkaAspire.Services.Tests.Security;

/// <summary>
/// Secrets wherever one can be configured, and faults that make each of them speak: none is in a log, in what is exported, in an answer over HTTP or in the
/// list of processes.
/// </summary>
public sealed class PlantedSecretTests(Brokers brokers) : IClassFixture<Brokers>
{
    private const string Planted = "pl4nted-s3cret";

    private static readonly Dictionary<string, string?> Clients = new string[] { "Producer", "Consumer", "Admin" }
        .SelectMany(section => new[] { "SaslPassword", "SslKeyPassword", "SslKeystorePassword", "SaslOauthbearerClientSecret" }, (section, name) => (section, name))
        .ToDictionary(one => $"Aspire__Confluent__Kafka__{one.section}__Config__{one.name}", one => (string?)$"{Planted}-{one.name}");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_in_work_shows_none()
    {
        await using var backEnd = await BackEnd.StartAsync();
        await using var producer = ServiceProcess.Producer(brokers.Cluster.BootstrapServers, new(Clients)
        {
            ["Producer__Source"] = "http",
            ["Producer__Http__ApiKey"] = $"{Planted}-key",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = backEnd.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-key={Planted}-otlp",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "300",
            ["Logging__LogLevel__Default"] = "Trace",
        });
        await producer.WaitUntilUpAsync();
        foreach (string? key in new[] { null, $"{Planted}-keY", $"{Planted}-key" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/transactions");
            request.Content = new StringContent("""{"account":"A","kind":"deposit","amount":100,"currency":"EUR"}""", Encoding.UTF8, "application/json");
            if (key is not null)
                request.Headers.Add("X-Api-Key", key);
            using var answer = await producer.Http.SendAsync(request, Cancel);
            Assert.Equal(key == $"{Planted}-key" ? HttpStatusCode.Accepted : HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.DoesNotContain(Planted, await answer.Content.ReadAsStringAsync(Cancel));
        }
        foreach (string page in new[] { "/status", "/health", "/alive" })
            Assert.DoesNotContain(Planted, await producer.Http.GetStringAsync(page, Cancel));
        AssertNotInProcessList(producer);
        await Until.TrueAsync(() => Task.FromResult(backEnd.HasAll), () => $"{backEnd.Kinds}\n{producer.Log}");
        Assert.DoesNotContain(Planted, backEnd.Text);
        Assert.DoesNotContain(Planted, producer.Log);
    }

    [Theory]
    [InlineData("a database that is not there", "Host=127.0.0.1;Port=1;Database=ledger;Username=me;Password=" + Planted, null, null)]
    [InlineData("a connection string that can't be read", "Host=127.0.0.1;" + Planted, null, null)]
    [InlineData("a login that nobody takes", "Data Source=:memory:", "SaslPlaintext", "ScramSha512")]
    [InlineData("a mechanism that nobody knows", "Data Source=:memory:", "SaslPlaintext", "Pigeon")]
    [InlineData("a key that can't be read", "Data Source=:memory:", "Ssl", null)]
    public async Task Nor_does_one_that_fails(string fault, string ledger, string? protocol, string? mechanism)
    {
        Dictionary<string, string?> settings = new(Clients);
        foreach (string section in new[] { "Producer", "Consumer", "Admin" })
        {
            string prefix = $"Aspire__Confluent__Kafka__{section}__Config__";
            (settings[prefix + "SecurityProtocol"], settings[prefix + "SaslMechanism"], settings[prefix + "SaslUsername"]) = (protocol, mechanism, mechanism is null ? null : "me");
            if (protocol == "Ssl")
                (settings[prefix + "SslKeyPem"], settings[prefix + "SslCertificatePem"]) = ($"-----BEGIN PRIVATE KEY-----\n{Planted}\n-----END PRIVATE KEY-----", Planted);
        }
        settings["Logging__LogLevel__Default"] = "Trace";
        await using var consumer = ServiceProcess.Consumer(brokers.Cluster.BootstrapServers, ledger, settings);
        // It ends, or tells its trouble and goes on asking; either is enough to have said what it should not.
        await Until.TrueAsync(() => Task.FromResult(consumer.Child.HasExited || consumer.Log.Contains("warn:", StringComparison.Ordinal) || consumer.Log.Contains("fail:", StringComparison.Ordinal)),
            () => $"{fault}: {consumer.Log}");
        AssertNotInProcessList(consumer);
        Assert.DoesNotContain(Planted, consumer.Log);
    }

    private static void AssertNotInProcessList(ServiceProcess service)
    {
        string path = $"/proc/{service.Child.Id}/cmdline";
        if (!service.Child.HasExited && File.Exists(path))
            Assert.DoesNotContain(Planted, File.ReadAllText(path));
    }

    /// <summary>Takes what is exported, as bytes: a secret is looked for in all of it.</summary>
    private sealed class BackEnd(WebApplication app) : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _bodies = new();

        public string Address => app.Urls.Single();

        public string Kinds => string.Join(", ", _bodies.Keys);

        public bool HasAll => _bodies.ContainsKey("traces") && _bodies.ContainsKey("metrics") && _bodies.ContainsKey("logs");

        public string Text => string.Concat(_bodies.Values.SelectMany(bodies => bodies));

        public static async Task<BackEnd> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var backEnd = new BackEnd(app);
            app.MapPost("/v1/{kind}", backEnd.TakeAsync);
            await app.StartAsync();
            return backEnd;
        }

        private async Task TakeAsync(string kind, HttpRequest request)
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _bodies.GetOrAdd(kind, _ => new()).Enqueue(Encoding.Latin1.GetString(body.ToArray()));
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
