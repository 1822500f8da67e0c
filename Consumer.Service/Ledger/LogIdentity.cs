using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaAspire.ServiceDefaults.Kafka.Access;

namespace Consumer.Service.Ledger;

/// <summary>
/// Tells one log from another of the same name. An offset is worth nothing in a topic that was made anew or in another cluster: the ledger
/// would skip or repeat. The topic's id (KIP-516) says which log it is; brokers that know no topic ids give their cluster's id.
/// </summary>
internal sealed partial class LogIdentity(IAdminClient admin, ILogger<LogIdentity> logger)
{
    // Short: the end of a service waits for the answer, which a broker that lets nobody in never gives.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Finds the identity, and waits until the topic exists.</summary>
    /// <exception cref="KafkaException">An ACL is missing: no wait would help.</exception>
    public async Task<string> FindAsync(string topic, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pause);
        for (bool told = false; ; told = true)
        {
            try
            {
                var found = await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]), new DescribeTopicsOptions { RequestTimeout = Patience });
                var id = found.TopicDescriptions[0].TopicId;
                return id.MostSignificantBits != 0 || id.LeastSignificantBits != 0
                    ? id.ToString()
                    : (await admin.DescribeClusterAsync()).ClusterId;
            }
            catch (KafkaException e)
            {
                var error = Cause(e);
                if (AccessRefusal.IsForbidden(error))
                    throw new KafkaException(error, e);
                if (!told && !cancellationToken.IsCancellationRequested)
                    LogWaiting(topic, error.Reason);
            }
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    // An error of the one topic is not told by the exception's own.
    private static Error Cause(KafkaException e) =>
        e is DescribeTopicsException { Results.TopicDescriptions: [{ Error: { IsError: true } error }, ..] } ? error : e.Error;

    [LoggerMessage(LogLevel.Warning, "waiting for topic {Topic}: {Reason}")]
    private partial void LogWaiting(string topic, string reason);
}
