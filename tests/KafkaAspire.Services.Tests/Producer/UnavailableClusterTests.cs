using System.Net;
using System.Text;
using KafkaAspire.Services.Tests.Running;

namespace KafkaAspire.Services.Tests.Producer;

public sealed class UnavailableClusterTests
{
    [Fact]
    public async Task Without_a_cluster_a_post_is_503_with_retry_after()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var producer = ServiceProcess.Producer("127.0.0.1:1", new()
        {
            ["Producer__Source"] = "http",
            ["Aspire__Confluent__Kafka__Producer__Config__MessageTimeoutMs"] = "1000",
        });
        await producer.WaitUntilUpAsync();
        var body = new StringContent("""{"account":"A","kind":"deposit","amount":100,"currency":"EUR"}""", Encoding.UTF8, "application/json");
        var response = await producer.Http.PostAsync("/transactions", body, cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await producer.Http.GetAsync("/health", cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await producer.Http.GetAsync("/alive", cancel)).StatusCode);
    }
}
