using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Kafka;

namespace Explorer.Service.Messages;

/// <summary>Reads one message as a whole.</summary>
internal sealed class MessageReader(KafkaConsumerFactory consumers)
{
    /// <summary>Reads a message; null if the log does not have it any more, or a marker of a transaction is there.</summary>
    /// <exception cref="KafkaException">A broker refused, or none answered.</exception>
    public Task<ConsumeResult<byte[]?, byte[]?>?> ReadAsync(string topic, int partition, long offset, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() =>
        {
            // Whether its transaction was committed does not matter once its place is known.
            using var reader = new WindowReader(consumers.Create<byte[]?, byte[]?>(config => Configure(config, includesUncommitted: true)), topic);
            return reader.Read([new(partition, offset, offset + 1)], cancellationToken).FirstOrDefault();
        }, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>What every reader of messages sets.</summary>
    internal static void Configure(ConsumerConfig config, bool includesUncommitted)
    {
        config.IsolationLevel = includesUncommitted ? IsolationLevel.ReadUncommitted : IsolationLevel.ReadCommitted;
        // What retention took away meanwhile is passed over.
        config.AutoOffsetReset = AutoOffsetReset.Earliest;
        config.AllowAutoCreateTopics = false;
        // An answer comes when there is something, or so soon.
        config.FetchWaitMaxMs = 100;
    }
}
