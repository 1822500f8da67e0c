using Confluent.Kafka;
using Explorer.Service.Cluster.Wire;

namespace Explorer.Service.Cluster;

/// <summary>
/// Who the active controller is. A broker passes the question on to the controller, which may hang while the brokers don't: then the scan waits for
/// it once, and after that the answer before holds until there is another.
/// </summary>
/// <param name="brokers">Asks whichever broker answers.</param>
/// <param name="grace">How long a scan waits.</param>
internal sealed class ClusterIdentity(AnyBroker brokers, TimeSpan grace)
{
    private Task<Answer> _asking = Task.FromResult(new Answer(null, null));
    private Answer _last = new(null, "no broker told it yet");

    /// <summary>The active controller's node id, or why it is not known.</summary>
    /// <param name="addresses">The brokers.</param>
    /// <param name="metadata">What a broker of a cluster without a quorum (ZooKeeper) says of it.</param>
    public async Task<(int? Controller, string? Trouble)> AskAsync(IEnumerable<BrokerAddress> addresses, ClusterMetadata metadata)
    {
        if (_asking.IsCompleted)
            _asking = AskQuorumAsync(addresses, metadata.Controller);
        if (await Task.WhenAny(_asking, Task.Delay(grace)) == _asking)
            _last = await _asking;
        return (_last.Controller, _last.Trouble);
    }

    private async Task<Answer> AskQuorumAsync(IEnumerable<BrokerAddress> addresses, int? withoutQuorum)
    {
        try
        {
            return new(await brokers.AskAsync(addresses, QuorumLeader.AskAsync) ?? withoutQuorum, null);
        }
        catch (KafkaException e)
        {
            return new(null, e.Error.Reason);
        }
    }

    private sealed record Answer(int? Controller, string? Trouble);
}
