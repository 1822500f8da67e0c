using Confluent.Kafka;

namespace KafkaAspire.LocalCluster.Tests;

/// <summary>What both kinds of cluster promise.</summary>
public abstract class ClusterContract(ClusterFixture fixture)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected ILocalCluster Cluster => fixture.Cluster;

    [Fact]
    public void Brokers_are_numbered_from_one_and_reachable_at_their_ports()
    {
        Assert.Equal([1, 2, 3], Cluster.Brokers.Select(broker => broker.Id));
        Assert.All(Cluster.Brokers, broker => Assert.True(broker.IsUp));
        Assert.Equal(Cluster.BootstrapServers, string.Join(',', Cluster.Brokers.Select(broker => $"127.0.0.1:{broker.Port}")));
        Assert.Equal(
            Cluster.Brokers.Select(broker => (broker.Id, "127.0.0.1", broker.Port)),
            Clients.Metadata(Cluster).Brokers.OrderBy(broker => broker.BrokerId).Select(broker => (broker.BrokerId, broker.Host, broker.Port)));
    }

    [Fact]
    public async Task Topics_have_their_declared_partitions_led_by_all_brokers()
    {
        Metadata metadata = Clients.Metadata(Cluster);
        foreach (TopicDeclaration declared in ClusterFixture.Topics)
        {
            TopicMetadata topic = Assert.Single(metadata.Topics, topic => topic.Topic == declared.Name);
            Assert.Equal(declared.Partitions, topic.Partitions.Count);
        }
        // Where a test took a broker down, Kafka gives it its partitions back after a while.
        await Eventually.TrueAsync(
            () => Clients.Metadata(Cluster).Topics.Find(topic => topic.Topic == "payments")!.Partitions.Select(partition => partition.Leader).Distinct().Count() == 3,
            "every broker leads some partition");
    }

    [Fact]
    public async Task What_was_acknowledged_is_read()
    {
        string[] values = Values("plain", 500);
        await Clients.SendAsync(Cluster, "payments", values);
        Assert.Superset(values.ToHashSet(), Clients.Read(Cluster, "payments", "plain-readers", values).ToHashSet());
    }

    [Fact]
    public async Task Work_goes_on_while_each_broker_in_turn_is_killed_and_restarted()
    {
        List<string> sent = [];
        foreach (LocalBroker broker in Cluster.Brokers)
        {
            string[] before = Values($"before-{broker.Id}", 100);
            await Clients.SendAsync(Cluster, "payments", before);
            await Cluster.KillBrokerAsync(broker.Id, Cancel);
            Assert.False(broker.IsUp);
            Assert.Null(broker.ProcessId);

            string[] during = Values($"during-{broker.Id}", 100);
            await Clients.SendAsync(Cluster, "payments", during);
            sent.AddRange([.. before, .. during]);
            // Groups of many names have their coordinators on different brokers, whichever is down.
            Assert.Superset(sent.ToHashSet(), Clients.Read(Cluster, "payments", $"readers-{broker.Id}", sent).ToHashSet());

            await Cluster.StartBrokerAsync(broker.Id, Cancel);
            Assert.True(broker.IsUp);
            Assert.Equal(broker.Port, Clients.Metadata(Cluster).Brokers.Single(known => known.BrokerId == broker.Id).Port);
        }
        await Eventually.TrueAsync(() => Clients.Metadata(Cluster).Brokers.Count == 3, "three brokers in the metadata");
        Assert.Superset(sent.ToHashSet(), Clients.Read(Cluster, "payments", "readers-after", sent).ToHashSet());
    }

    [Fact]
    public async Task A_group_and_a_transactional_producer_outlive_the_broker_that_coordinates_them()
    {
        string[] input = Values("input", 12);
        await Clients.SendAsync(Cluster, "payments.dlt", input);
        using IProducer<string, string> producer = Clients.Producer(Cluster, transactionalId: "settler-1");
        producer.InitTransactions(Clients.Deadline);
        using IConsumer<string, string> consumer = Clients.Consumer(Cluster, "settlers");
        consumer.Subscribe("payments.dlt");

        var settled = 0;
        var next = Cluster.Brokers.GetEnumerator();
        while (settled < input.Length)
        {
            if (Clients.Poll(consumer, Clients.Deadline) is not { Message: not null } read)
                continue;
            producer.BeginTransaction();
            producer.Produce("paid", new Message<string, string> { Key = read.Message.Key, Value = read.Message.Value });
            producer.SendOffsetsToTransaction(
                [new TopicPartitionOffset(read.TopicPartition, read.Offset + 1)], consumer.ConsumerGroupMetadata, Clients.Deadline);
            producer.CommitTransaction(Clients.Deadline);
            settled++;
            if (settled % 6 == 3 && next.MoveNext())
                await Cluster.KillBrokerAsync(next.Current.Id, Cancel);
            else if (settled % 6 == 0)
                await Cluster.StartBrokerAsync(next.Current.Id, Cancel);
        }
        consumer.Close();
        Assert.Equal(input.Order(), Clients.Read(Cluster, "paid", "auditors", input).Order());
    }

    [Fact]
    public async Task A_broker_that_is_not_there_is_said_to_be_so()
    {
        var exception = await Assert.ThrowsAsync<LocalClusterException>(() => Cluster.KillBrokerAsync(4, Cancel));
        Assert.Equal("broker 4: there are brokers 1 to 3", exception.Message);
    }

    [Fact]
    public async Task Stopping_and_starting_twice_is_once_also_while_another_broker_is_down()
    {
        await Cluster.StopBrokerAsync(2, Cancel);
        await Cluster.StopBrokerAsync(2, Cancel);
        await Cluster.KillBrokerAsync(3, Cancel);
        Assert.Equal([true, false, false], Cluster.Brokers.Select(broker => broker.IsUp));
        await Cluster.StartBrokerAsync(2, Cancel);
        await Cluster.StartBrokerAsync(2, Cancel);
        Assert.Equal([true, true, false], Cluster.Brokers.Select(broker => broker.IsUp));
        await Cluster.StartBrokerAsync(3, Cancel);
    }

    private static string[] Values(string prefix, int count) => [.. Enumerable.Range(0, count).Select(number => $"{prefix}-{number}")];
}
