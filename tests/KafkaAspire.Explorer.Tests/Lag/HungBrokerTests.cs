using Confluent.Kafka;
using Explorer.Service.Cluster;
using Partition = Explorer.Service.Cluster.Partition;

namespace KafkaAspire.Explorer.Tests.Lag;

/// <summary>A broker that hangs, as one does that is paused or short of memory: its connections stay, and it answers nothing.</summary>
[Collection(nameof(LagCollection))]
public sealed class HungBrokerTests(LagFixture fixture)
{
    [Fact]
    public async Task It_delays_no_figures_but_its_own()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that stops a process");
        // So long that a scan which waits for it is told from one that does not, however slow the machine is.
        var timeout = TimeSpan.FromSeconds(60);
        using var monitor = new Monitor(fixture.Brokers, new() { RequestTimeout = timeout });
        await fixture.CommitAsync("bystander", [.. Enumerable.Range(0, LagFixture.Partitions).Select(id => new TopicPartitionOffset(LagFixture.Topic, id, 0))]);
        var before = await monitor.UntilAsync(one => one.Groups.Any(consumers => consumers.Id == "bystander"), "the group");
        int hung = before.Topics.Single(topic => topic.Name == LagFixture.Topic).Partitions[0].Leader!.Value;
        // Of the others, those whose writes need not the one that hangs.
        int[] others = [.. Ours(before).Where(one => one.Leader != hung).Select(one => one.Id)];
        var process = fixture.Cluster.Brokers.Single(broker => broker.Id == hung).ProcessId!.Value;
        Signal("STOP", process);
        try
        {
            for (int scan = 1; scan <= 4; scan++)
            {
                await WriteAsync(others);
                var snapshot = await monitor.ScanAsync();
                Assert.True(snapshot.TookMilliseconds < timeout.TotalMilliseconds, $"scan {scan} took {snapshot.TookMilliseconds:0} ms");
                TestContext.Current.TestOutputHelper?.WriteLine($"scan {scan}: {snapshot.TookMilliseconds:0} ms");
                foreach (int id in others)
                    Assert.Equal(Ours(before)[id].EndOffset + scan, Ours(snapshot)[id].EndOffset);
            }
        }
        finally
        {
            Signal("CONT", process);
        }
        await monitor.UntilAsync(one => one.Gaps.Count == 0 && Ours(one).All(partition => partition.Trouble is null), "every figure again");
    }

    private static IReadOnlyList<Partition> Ours(ClusterSnapshot snapshot) => snapshot.Topics.Single(topic => topic.Name == LagFixture.Topic).Partitions;

    private async Task WriteAsync(int[] partitions)
    {
        // Idempotent: a follower hangs, the answer takes long, and what is sent again must not be there twice.
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = fixture.Brokers, EnableIdempotence = true }).Build();
        await Task.WhenAll(partitions.Select(id => producer.ProduceAsync(new TopicPartition(LagFixture.Topic, id), new() { Value = "meanwhile" })));
    }

    private static void Signal(string name, int process)
    {
        using var kill = System.Diagnostics.Process.Start("kill", [$"-{name}", $"{process}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
