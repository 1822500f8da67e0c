using System.Globalization;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Chaos.Links;

/// <summary>The links in front of the brokers: one for all clients and one for the other brokers, each.</summary>
internal sealed class ClusterLinks : IAsyncDisposable
{
    private readonly SortedDictionary<int, (Link Clients, Link Brokers)> _links = [];

    /// <summary>Where clients find the cluster.</summary>
    public string BootstrapServers => string.Join(',', _links.Values.Select(pair => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{pair.Clients.Port}")));

    /// <summary>The link over which clients reach a broker.</summary>
    public Link ToClients(int broker) => _links[broker].Clients;

    /// <summary>The link over which the other brokers reach a broker: its followers fetch over it.</summary>
    public Link ToBrokers(int broker) => _links[broker].Brokers;

    /// <summary>Puts the links of one broker in place; see <see cref="ProcessClusterOptions.Advertise"/>.</summary>
    public BrokerPorts Advertise(BrokerPorts listens)
    {
        var clients = new Link($"clients - broker {listens.Broker}", listens.Clients);
        var brokers = new Link($"other brokers - broker {listens.Broker}", listens.Brokers);
        _links.Add(listens.Broker, (clients, brokers));
        return new(listens.Broker, clients.Port, brokers.Port);
    }

    /// <summary>Makes every link sound.</summary>
    public void Heal()
    {
        foreach (var (clients, brokers) in _links.Values)
            clients.Condition = brokers.Condition = LinkCondition.Sound;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (clients, brokers) in _links.Values)
        {
            await clients.DisposeAsync();
            await brokers.DisposeAsync();
        }
    }
}
