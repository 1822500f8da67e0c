using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace KafkaAspire.LocalCluster;

/// <summary>
/// librdkafka's mock cluster with brokers that can go and come back. Not thread-safe.
/// </summary>
/// <remarks>
/// The mock chooses a group's or transaction's coordinator by a hash over its list of brokers, whether they are up or not. So a broker that goes
/// down is taken off that list: every coordinator is then a broker that is up, whatever the group or the transactional id is called, and metadata
/// no longer names the broker. A broker that comes back gets a port of the kernel's choice from the mock: a <see cref="PortForwarder"/>
/// keeps its first port, which is the one that clients are told.
/// </remarks>
internal sealed unsafe class MockCluster
{
    private const short OffsetCommit = 8;
    private const short OffsetFetch = 9;
    private const short OffsetForLeaderEpoch = 23;

    private readonly nint _cluster;
    private readonly int[] _ports;
    private readonly Dictionary<int, PortForwarder> _forwarders = [];
    private readonly SortedSet<int> _up = [];
    // The last broker stays on the mock's list while it is down: without any broker the partitions would lose their replicas for good.
    private int? _lastDown;

    public MockCluster(int brokers, IReadOnlyList<TopicDeclaration> topics)
    {
        nint configuration = MockNative.NewConfiguration();
        MockNative.SetLogCallback(configuration, &Discard);
        byte* error = stackalloc byte[256];
        nint client = MockNative.NewClient(MockNative.Producer, configuration, error, 256);
        if (client == 0)
            throw new LocalClusterException($"librdkafka does not start: {Marshal.PtrToStringUTF8((nint)error)}");
        _cluster = MockNative.NewCluster(client, brokers);
        if (_cluster == 0)
            throw new LocalClusterException("librdkafka's mock cluster does not start: no ports on 127.0.0.1");
        BootstrapServers = MockNative.Bootstraps(_cluster);
        _ports = [.. BootstrapServers.Split(',').Select(address => int.Parse(address[(address.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture))];
        _up.UnionWith(Enumerable.Range(1, brokers));
        // Consumers that start together within this time join in one round, and each further round takes the session timeout less one second.
        // The mock's default is 3 s.
        MockNative.SetGroupInitialRebalanceDelay(_cluster, milliseconds: 400);
        LeaveOutLeaderEpochs();
        foreach (TopicDeclaration topic in topics)
            Create(topic, brokers);
        ChooseController();
    }

    public string BootstrapServers { get; }

    public void TakeDown(int broker)
    {
        if (!_up.Contains(broker))
            return;
        if (_up.Count > 1)
        {
            _up.Remove(broker);
            Remove(broker);
            SpreadLeaders();
            return;
        }
        _forwarders.GetValueOrDefault(broker)?.Stop();
        Check(MockNative.SetDown(_cluster, broker), $"taking broker {broker} down");
        _up.Remove(broker);
        _lastDown = broker;
    }

    public void BringUp(int broker)
    {
        if (_up.Contains(broker))
            return;
        if (_lastDown is { } last)
        {
            Check(MockNative.SetUp(_cluster, last), $"bringing broker {last} up");
            _forwarders.GetValueOrDefault(last)?.Start();
            _up.Add(last);
            _lastDown = null;
            if (last != broker)
            {
                // Somebody has to say where the mock put the new broker; it goes again afterwards.
                BringUp(broker);
                TakeDown(last);
            }
        }
        else
            Add(broker);
    }

    private void Add(int broker)
    {
        Check(MockNative.AddBroker(_cluster, broker), $"bringing broker {broker} up");
        int port = MetadataQuery.Of(_up.Select(PortOf)).Brokers.Find(known => known.BrokerId == broker)?.Port
            ?? throw new LocalClusterException($"broker {broker} is not in the metadata of the others");
        _forwarders[broker].Start(port);
        MockNative.Advertise(_cluster, broker, "127.0.0.1", PortOf(broker));
        _up.Add(broker);
        SpreadLeaders();
    }

    private void Remove(int broker)
    {
        Check(MockNative.RemoveBroker(_cluster, broker), $"taking broker {broker} down");
        if (_forwarders.TryGetValue(broker, out PortForwarder? forwarder))
            forwarder.Stop();
        else
            _forwarders[broker] = new PortForwarder(PortOf(broker));
    }

    private int PortOf(int broker) => _ports[broker - 1];

    // Leadership moves here without anything having been written, and the mock is of its own mind about epochs then. It refuses to commit what
    // was read in an older epoch; it answers a group without offsets with the newest epoch, whereupon librdkafka holds what it read to be older
    // than what is committed; and it calls a log truncated that got no message in its newest epoch, so that a consumer starts over and over.
    // Requests of versions that carry no epochs work as they do with Kafka.
    private void LeaveOutLeaderEpochs()
    {
        Check(MockNative.SetApiVersions(_cluster, OffsetCommit, 0, 5), "setting the versions of OffsetCommit");
        Check(MockNative.SetApiVersions(_cluster, OffsetFetch, 0, 4), "setting the versions of OffsetFetch");
        Check(MockNative.SetApiVersions(_cluster, OffsetForLeaderEpoch, 0, -1), "leaving out OffsetForLeaderEpoch");
    }

    private void Create(TopicDeclaration topic, int brokers)
    {
        Check(MockNative.CreateTopic(_cluster, topic.Name, topic.Partitions, Math.Min(3, brokers)), $"creating topic '{topic}'");
        // The mock draws the leaders by lot.
        if (brokers <= 3)
            for (int partition = 0; partition < topic.Partitions; partition++)
                SetLeader(topic.Name, partition, 1 + partition % brokers);
    }

    // Whenever a broker comes or goes the mock deals out all replicas anew.
    private void SpreadLeaders()
    {
        ChooseController();
        foreach (TopicMetadata topic in MetadataQuery.Of(_up.Select(PortOf)).Topics)
        {
            var led = _up.ToDictionary(broker => broker, _ => 0);
            foreach (PartitionMetadata partition in topic.Partitions)
            {
                int leader = partition.Replicas.Where(led.ContainsKey).DefaultIfEmpty(_up.Min).MinBy(broker => led[broker]);
                led[leader]++;
                if (leader != partition.Leader)
                    SetLeader(topic.Topic, partition.PartitionId, leader);
            }
        }
    }

    // Without one, a client that asks about a topic by its name waits for it in vain.
    private void ChooseController() => MockNative.SetController(_cluster, _up.Min);

    private void SetLeader(string topic, int partition, int broker) =>
        Check(MockNative.SetLeader(_cluster, topic, partition, broker), $"setting a leader of topic '{topic}'");

    private static void Check(int error, string doing)
    {
        if (error != 0)
            throw new LocalClusterException($"librdkafka's mock cluster failed {doing}: {MockNative.NameOf(error)}");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Discard(nint client, int level, byte* facility, byte* message) { }
}
