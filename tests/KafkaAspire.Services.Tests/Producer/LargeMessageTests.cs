using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using KafkaAspire.Contracts;
using KafkaAspire.Services.Tests.Running;

namespace KafkaAspire.Services.Tests.Producer;

/// <summary>Transactions that are larger than their topic takes: whoever sent one is told so, with its number or its id, and the others are taken.</summary>
public sealed class LargeMessageTests(RealKafka kafka) : IClassFixture<RealKafka>, IDisposable
{
    private const string Limit = "450";

    // Three bytes a letter, in the key and again in the value.
    private static readonly string LongAccount = new('\u6f22', TransactionRules.MaxAccountLength);
    private readonly string _directory = Directory.CreateTempSubdirectory("large-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_caller_is_told_what_is_too_large_and_what_was_taken_and_others_are_served()
    {
        await using var producer = await StartAsync("http");
        await producer.WaitUntilUpAsync();

        var (single, problem) = await PostAsync(producer, Json(LongAccount));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, single.StatusCode);
        Assert.Matches($"^Transaction {problem["transactions"]![0]!["id"]}: its [0-9]{{3}} bytes, .* topic \"transactions\" takes \\(max.message.bytes\\)", (string)problem["detail"]!);
        Assert.Null(single.Headers.RetryAfter);

        var (array, mixed) = await PostAsync(producer, $"[{Json("A")},{Json(LongAccount)},{Json("B")}]");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, array.StatusCode);
        Assert.Equal([true, false, true], mixed["transactions"]!.AsArray().Select(answer => answer!["offset"] is not null));

        var (small, _) = await PostAsync(producer, Json("C"));
        Assert.Equal(HttpStatusCode.Accepted, small.StatusCode);
        Assert.Equal(3, await producer.FigureAsync("acknowledged"));
        Assert.Contains("max.message.bytes", Assert.Single(producer.Log.Split('\n'), line => line.Contains("was not acknowledged")));
    }

    [Fact]
    public async Task A_line_is_refused_by_its_number_and_the_rest_goes_on()
    {
        string path = Path.Combine(_directory, "payments.csv");
        var lines = Enumerable.Range(1, 300).Select(i => $"{(i % 100 == 50 ? LongAccount : $"A{i % 7}")},deposit,{i},EUR");
        await File.WriteAllLinesAsync(path, ["account,kind,amount,currency", .. lines], Cancel);
        await using var producer = await StartAsync("file", path);

        Assert.Equal(1, await producer.WaitForExitAsync());

        string[] refused = [.. producer.Log.Split('\n').Where(line => line.Contains("line ", StringComparison.Ordinal) && line.Contains("max.message.bytes", StringComparison.Ordinal))];
        Assert.Equal(3, refused.Length);
        Assert.All([51, 151, 251], number => Assert.Single(refused, line => line.Contains($"line {number}: its ", StringComparison.Ordinal)));
        Assert.Contains("read 300 lines: 297 sent, 3 refused", producer.Log);
        Assert.Contains("3 messages were not acknowledged", Assert.Single(producer.Log.Split('\n'), line => line.Contains("crit:")));
        var amounts = LogReader.ReadAll(kafka.Bootstrap, Topics.Transactions.Name, Topics.Transactions.Partitions).Select(message => TransactionJson.Read(message.Message.Value, out _)!.Amount);
        Assert.Equal(Enumerable.Range(1, 300).Where(i => i % 100 != 50).Select(i => (long)i), amounts.Order());
    }

    private async Task<ServiceProcess> StartAsync(string source, string? path = null)
    {
        string brokers = kafka.Bootstrap;
        await kafka.MakeTopicsAsync();
        await kafka.SetAsync(Topics.Transactions.Name, "max.message.bytes", Limit);
        return ServiceProcess.Producer(brokers, new()
        {
            ["Producer__Source"] = source,
            ["Producer__File__Path"] = path,
            // Brokers weigh batches: no larger than what they take, so that only what is too large by itself is refused.
            ["Aspire__Confluent__Kafka__Producer__Config__BatchSize"] = Limit,
        });
    }

    private static string Json(string account) => $$"""{"account":"{{account}}","kind":"deposit","amount":100,"currency":"EUR"}""";

    private static async Task<(HttpResponseMessage Response, JsonNode Body)> PostAsync(ServiceProcess producer, string json)
    {
        var response = await producer.Http.PostAsync("/transactions", new StringContent(json, Encoding.UTF8, "application/json"), Cancel);
        return (response, (await response.Content.ReadFromJsonAsync<JsonNode>(Cancel))!);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
