using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using KafkaAspire.Contracts;
using KafkaAspire.Services.Tests.Running;

namespace KafkaAspire.Services.Tests.Producer;

public sealed class HttpSourceTests(Brokers brokers) : IClassFixture<Brokers>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Bootstrap => brokers.Cluster.BootstrapServers;

    private async Task<ServiceProcess> StartAsync(Dictionary<string, string?>? settings = null)
    {
        var producer = ServiceProcess.Producer(Bootstrap, new(settings ?? []) { ["Producer__Source"] = "http" });
        await producer.WaitUntilUpAsync();
        return producer;
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    [Fact]
    public async Task A_transaction_is_accepted_with_the_place_where_it_is_read()
    {
        await using var producer = await StartAsync();
        var response = await producer.Http.PostAsync("/transactions", Json("""{"account":"A","kind":"deposit","amount":100,"currency":"EUR"}"""), Cancel);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var answer = (await response.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;
        var message = LogReader.ReadAt(Bootstrap, (string)answer["topic"]!, (int)answer["partition"]!, (long)answer["offset"]!);
        Assert.Equal("A"u8.ToArray(), message.Message.Key);
        Assert.Equal((Guid)answer["id"]!, TransactionJson.Read(message.Message.Value, out _)!.Id);
    }

    [Fact]
    public async Task An_array_is_accepted_as_a_whole_with_one_answer_each()
    {
        await using var producer = await StartAsync();
        string transactions = string.Join(',', Enumerable.Range(0, 200).Select(i => $$"""{"account":"A{{i}}","kind":"deposit","amount":100,"currency":"EUR"}"""));
        var response = await producer.Http.PostAsync("/transactions", Json($"[{transactions}]"), Cancel);
        var answers = (await response.Content.ReadFromJsonAsync<JsonArray>(Cancel))!;
        Assert.Equal(200, answers.Select(answer => ((int)answer!["partition"]!, (long)answer["offset"]!)).Distinct().Count());
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("[]", "$")]
    [InlineData("not json", "$")]
    [InlineData("""{"account":"A"}""", "$")]
    [InlineData("""{"account":"A","kind":"deposit","amount":0,"currency":"EUR"}""", "$")]
    [InlineData("""{"account":"A","kind":"deposit","amount":1,"currency":"EUR","colour":"red"}""", "$")]
    [InlineData("""[{"account":"A","kind":"deposit","amount":1,"currency":"EUR"},null]""", "[1]")]
    public async Task Bad_input_is_a_problem_that_names_the_place_and_nothing_is_sent(string body, string place)
    {
        await using var producer = await StartAsync();
        var response = await producer.Http.PostAsync("/transactions", Json(body), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = (await response.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;
        Assert.NotNull(problem["errors"]![place]);
        Assert.Equal(0, await producer.FigureAsync("acknowledged"));
        Assert.Equal(1, await producer.FigureAsync("refused"));
    }

    [Fact]
    public async Task The_same_idempotency_key_gives_the_same_ids_to_whichever_replica_it_is_sent()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        async Task<Guid[]> IdsAsync(ServiceProcess producer, string? key)
        {
            const string deposit = """{"account":"A","kind":"deposit","amount":100,"currency":"EUR"}""";
            using var request = new HttpRequestMessage(HttpMethod.Post, "/transactions") { Content = Json($"[{deposit},{deposit}]") };
            if (key is not null)
                request.Headers.Add("Idempotency-Key", key);
            var response = await producer.Http.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            return [.. (await response.Content.ReadFromJsonAsync<JsonArray>(Cancel))!.Select(answer => (Guid)answer!["id"]!)];
        }
        var ids = await IdsAsync(first, "order-7");
        Assert.Equal(2, ids.Distinct().Count());
        Assert.Equal(ids, await IdsAsync(second, "order-7"));
        Assert.Equal(ids, await IdsAsync(second, "\"order-7\""));
        Assert.Empty(ids.Intersect(await IdsAsync(first, "order-8")));
        Assert.Empty((await IdsAsync(first, null)).Intersect(await IdsAsync(first, null)));
    }

    [Fact]
    public async Task A_wrong_idempotency_key_is_a_problem_that_names_it()
    {
        await using var producer = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/transactions") { Content = Json("""{"account":"A","kind":"deposit","amount":1,"currency":"EUR"}""") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", new string('k', 256));
        var response = await producer.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull((await response.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["errors"]!["Idempotency-Key"]);
        Assert.Equal(0, await producer.FigureAsync("acknowledged"));
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        await using var producer = await StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, "/transactions") { Content = new ByteArrayContent(new byte[9_000_000]) };
        // The answer comes on the length alone; without this the client would still be writing when the server hangs up.
        request.Headers.ExpectContinue = true;
        var response = await producer.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task What_was_accepted_before_a_sigterm_is_in_the_log()
    {
        await using var producer = await StartAsync();
        var posts = Enumerable.Range(0, 50).Select(i =>
            producer.Http.PostAsync("/transactions", Json($$"""{"account":"S{{i}}","kind":"deposit","amount":100,"currency":"EUR"}"""), Cancel)).ToList();
        await Task.WhenAny(posts);
        int code = await producer.Child.TerminateAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.Equal(0, code);
        var inTheLog = LogReader.ReadAll(Bootstrap, Topics.Transactions.Name, Topics.Transactions.Partitions)
            .Select(message => TransactionJson.Read(message.Message.Value, out _)!.Id).ToHashSet();
        foreach (var post in posts.Where(post => post.IsCompletedSuccessfully))
        {
            var response = await post;
            if (response.StatusCode == HttpStatusCode.Accepted)
                Assert.Contains((Guid)(await response.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["id"]!, inTheLog);
        }
    }
}
