using System.Text.Json;
using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry.Statistics;
using Microsoft.Extensions.Logging.Abstractions;

namespace KafkaAspire.Services.Tests.Telemetry;

public sealed class ClientStatisticsTests
{
    private static PartitionStatistics Partition(bool owned, long app, long committed, long end) => new(0, owned, 0, 0, app, committed, end);

    [Fact]
    public void Lag_counts_from_what_the_application_was_handed() => Assert.Equal(40, Partition(true, app: 60, committed: 10, end: 100).Lag);

    [Fact]
    public void Lag_counts_from_the_groups_offset_before_the_first_message() => Assert.Equal(90, Partition(true, app: -1001, committed: 10, end: 100).Lag);

    [Fact]
    public void Lag_is_not_known_before_either_is() => Assert.Null(Partition(true, app: -1001, committed: -1001, end: 100).Lag);

    [Fact]
    public void Lag_of_a_partition_that_another_owns_is_not_told() => Assert.Null(Partition(false, app: 60, committed: 10, end: 100).Lag);

    [Fact]
    public async Task What_the_client_tells_is_understood()
    {
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = "127.0.0.1:1", StatisticsIntervalMs = 100 })
            .SetStatisticsHandler((_, json) => told.TrySetResult(json)).SetLogHandler((_, _) => { }).Build();
        producer.Produce("topic", new() { Key = "k", Value = "v" });
        var statistics = JsonSerializer.Deserialize(await told.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), StatisticsJson.Default.ClientStatistics)!;
        Assert.Equal((producer.Name, "producer", 1), (statistics.Name, statistics.Type, statistics.Messages));
        Assert.NotEmpty(statistics.Brokers);
        Assert.All(statistics.Brokers.Values, broker => Assert.NotNull(broker.RoundTrip));
    }

    [Fact]
    public void A_name_that_makes_them_no_JSON_ends_no_poll()
    {
        int told = 0;
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = "127.0.0.1:1", GroupId = "g", ClientId = "a \"b\"", StatisticsIntervalMs = 100 })
            .SetStatisticsHandler((_, json) =>
            {
                Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(json));
                StatisticsMetrics.Take(NullLogger.Instance, json);
                told++;
            })
            .SetLogHandler((_, _) => { }).Build();
        var deadline = DateTime.UtcNow.AddSeconds(30);
        while (told == 0 && DateTime.UtcNow < deadline)
            Assert.Null(consumer.Consume(TimeSpan.FromMilliseconds(100)));
        Assert.NotEqual(0, told);
    }

    [Theory]
    [InlineData(ErrorCode.Local_MsgTimedOut, "_MSG_TIMED_OUT")]
    [InlineData(ErrorCode.NotEnoughReplicas, "NOT_ENOUGH_REPLICAS")]
    [InlineData(ErrorCode.UnknownTopicOrPart, "UNKNOWN_TOPIC_OR_PART")]
    [InlineData(ErrorCode.Local_QueueFull, "_QUEUE_FULL")]
    public void An_error_has_the_clients_name_of_its_code(ErrorCode code, string name) => Assert.Equal(name, ErrorType.Of(code));
}
