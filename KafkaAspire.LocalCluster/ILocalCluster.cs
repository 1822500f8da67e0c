namespace KafkaAspire.LocalCluster;

/// <summary>Kafka brokers on this machine, started without containers. Disposing it stops every broker and leaves no process behind.</summary>
public interface ILocalCluster : IAsyncDisposable
{
    /// <summary><c>embedded</c> or <c>kafka</c>.</summary>
    string Kind { get; }

    /// <summary>What the brokers are, for people: "Apache Kafka 4.3.1 (KRaft)" or "librdkafka 2.16.0 mock cluster".</summary>
    string Version { get; }

    /// <summary>Every broker's <c>host:port</c>, joined by commas. Stays the same for the cluster's life, also when brokers are restarted.</summary>
    string BootstrapServers { get; }

    /// <summary>How many brokers hold a copy of each declared topic's partition: as many as there are, three at most.</summary>
    int ReplicationFactor { get; }

    /// <summary>The brokers, by id: 1 to n.</summary>
    IReadOnlyList<LocalBroker> Brokers { get; }

    /// <summary>Ends a broker without warning (<c>kill -9</c>). Does nothing when it is down already.</summary>
    /// <param name="id">The broker's id.</param>
    /// <param name="cancellationToken">Gives up waiting for the end.</param>
    /// <exception cref="LocalClusterException">There is no such broker.</exception>
    Task KillBrokerAsync(int id, CancellationToken cancellationToken = default);

    /// <summary>Stops a broker gracefully: it hands its partitions over first. Does nothing when it is down already.</summary>
    /// <param name="id">The broker's id.</param>
    /// <param name="cancellationToken">Gives up waiting for the end.</param>
    /// <exception cref="LocalClusterException">There is no such broker.</exception>
    Task StopBrokerAsync(int id, CancellationToken cancellationToken = default);

    /// <summary>Starts a broker that is down, on its data and its port; returns when the cluster's metadata lists it. Does nothing when it is up.</summary>
    /// <param name="id">The broker's id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="LocalClusterException">There is no such broker, or it ended while it started.</exception>
    Task StartBrokerAsync(int id, CancellationToken cancellationToken = default);
}
