using Confluent.Kafka;

namespace Consumer.Service.Ledger;

/// <summary>
/// Tells one log from another of the same name. An offset is worth nothing in a topic that was made anew or in another cluster: the ledger
/// would skip or repeat. The topic's id (KIP-516) says which log it is; brokers that know no topic ids give their cluster's id.
/// </summary>
internal sealed partial class LogIdentity(IAdminClient admin, ILogger<LogIdentity> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Finds the identity, and waits until the topic exists.</summary>
    public async Task<string> FindAsync(string topic, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pause);
        for (bool told = false; ; told = true)
        {
            try
            {
                var found = await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]));
                var id = found.TopicDescriptions[0].TopicId;
                return id.MostSignificantBits != 0 || id.LeastSignificantBits != 0
                    ? id.ToString()
                    : (await admin.DescribeClusterAsync()).ClusterId;
            }
            catch (KafkaException e)
            {
                if (!told)
                    LogWaiting(topic, e.Error.Reason);
            }
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "waiting for topic {Topic}: {Reason}")]
    private partial void LogWaiting(string topic, string reason);
}
