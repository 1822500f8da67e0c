using KafkaAspire.LocalCluster;

namespace KafkaAspire.Standalone.Tests.EndToEnd;

/// <summary>Runs on brokers of Apache Kafka, and on brokers that someone else started.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class KafkaRunTests
{
    private static string RequireKafka(string variable = "KAFKA_HOME")
    {
        string? home = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(string.IsNullOrEmpty(home), $"{variable} is not set: this test needs Apache Kafka and Java");
        return home!;
    }

    [Fact]
    public async Task Three_brokers_of_Apache_Kafka_with_a_broker_and_a_consumer_killed()
    {
        using var run = RunProcess.StartWith(RequireKafka(), "--messages", "20000", "--rate", "1500");
        await run.AppliesAsync();
        RunProcess.Signal(run.Children("Consumer.Service.dll")[0], "KILL");
        RunProcess.Signal(run.Children("kafka.Kafka")[^1], "KILL");

        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.StartsWith("brokers: kafka, three of Apache Kafka", result.Lines[0]);
        Assert.Equal("audit: produced 20000, applied 20000, dead-lettered 0, lost 0, doubled 0 (exactly-once)", result.LastLine);
        Assert.Empty(run.LeftBehind);
    }

    [Fact]
    public async Task Three_brokers_with_ZooKeeper_come_to_the_same_audit_with_a_broker_and_a_consumer_killed()
    {
        using var run = RunProcess.StartWith(RequireKafka("KAFKA_ZOOKEEPER_HOME"), "--brokers", "kafka", "--metadata", "zookeeper", "--messages", "20000", "--rate", "1500");
        await run.AppliesAsync();
        RunProcess.Signal(run.Children("Consumer.Service.dll")[0], "KILL");
        RunProcess.Signal(run.Children("kafka.Kafka")[^1], "KILL");

        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Matches("^brokers: kafka, three of Apache Kafka 3.* with ZooKeeper 3", result.Lines[0]);
        Assert.Equal("audit: produced 20000, applied 20000, dead-lettered 0, lost 0, doubled 0 (exactly-once)", result.LastLine);
        Assert.Empty(run.LeftBehind);
    }

    [Fact]
    public async Task The_transactional_sink_survives_a_killed_consumer_on_Apache_Kafka()
    {
        using var run = RunProcess.StartWith(RequireKafka(), "--messages", "20000", "--rate", "1000", "--sink", "topic");
        await run.AppliesAsync();
        RunProcess.Signal(run.Children("Consumer.Service.dll")[0], "KILL");

        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("audit: produced 20000, applied 20000, dead-lettered 0, lost 0, doubled 0 (exactly-once)", result.LastLine);
    }

    [Fact]
    public async Task Brokers_that_run_already_keep_what_was_in_them()
    {
        await using var cluster = await EmbeddedCluster.StartAsync(new() { Brokers = 1, Topics =
        [
            .. KafkaAspire.Contracts.Topics.All.Select(topic => new TopicDeclaration(topic.Name, topic.Partitions)),
        ] }, TestContext.Current.CancellationToken);
        for (int round = 1; round <= 2; round++)
        {
            using var run = RunProcess.Start("--brokers", cluster.BootstrapServers, "--messages", "100", "--rate", "0", "--consumers", "1");

            var result = await run.EndAsync();

            Assert.True(result.ExitCode == 0, result.ToString());
            Assert.Equal("audit: produced 100, applied 100, dead-lettered 0, lost 0, doubled 0 (exactly-once)", result.LastLine);
            Assert.Equal(round == 2, result.Lines.Contains("also applied: 100 transactions that were in the topic before this run"));
        }
    }
}
