namespace KafkaAspire.Chaos.Services;

/// <summary>Something of the run that is a process: a broker, a producer, a consumer, the database.</summary>
internal interface INode
{
    /// <summary>For people: "broker 2", "consumer-1".</summary>
    string Name { get; }

    /// <summary>One fault at a time.</summary>
    SemaphoreSlim Turn { get; }

    /// <summary>Whether its process lives.</summary>
    bool IsUp { get; }

    /// <summary>kill -9. Does nothing when it is down.</summary>
    Task KillAsync();

    /// <summary>Asks it to end, as a deployment does, and waits.</summary>
    Task StopAsync();

    /// <summary>Starts it where it was, and waits until it can be used. Does nothing when it is up.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>SIGSTOP.</summary>
    void Suspend();

    /// <summary>SIGCONT.</summary>
    void Resume();
}
