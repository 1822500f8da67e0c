using KafkaAspire.LocalCluster;

namespace KafkaAspire.Chaos.Services;

/// <summary>A broker.</summary>
internal sealed class BrokerNode(ProcessCluster cluster, int id) : INode
{
    public int Id { get; } = id;
    public string Name { get; } = $"broker {id}";
    public SemaphoreSlim Turn { get; } = new(1);
    public bool IsUp => cluster.Brokers[Id - 1].IsUp;

    public Task KillAsync() => cluster.KillBrokerAsync(Id);

    public Task StopAsync() => cluster.StopBrokerAsync(Id);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // One that died by itself, as on a full disk, still counts as started.
        if (!IsUp)
            await cluster.KillBrokerAsync(Id, cancellationToken);
        await cluster.StartBrokerAsync(Id, cancellationToken);
    }

    public void Suspend() => cluster.SuspendBroker(Id);

    public void Resume() => cluster.ResumeBroker(Id);
}
