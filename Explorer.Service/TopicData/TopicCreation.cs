using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Explorer.Service.Security;

namespace Explorer.Service.TopicData;

/// <summary>Creates topics.</summary>
internal sealed class TopicCreation(IAdminClient admin, ExplorerOptions options)
{
    /// <summary>Creates a topic.</summary>
    /// <exception cref="KafkaException">The cluster refused, or does not answer.</exception>
    public async Task CreateAsync(NewTopic topic)
    {
        var wanted = new TopicSpecification
        {
            Name = topic.Name,
            NumPartitions = topic.Partitions ?? -1,
            ReplicationFactor = (short)(topic.Replication ?? -1),
            Configs = topic.Settings(),
        };
        try
        {
            // The controller's time to create, and the client's to hear of it.
            var patience = options.RequestTimeout * 3;
            await admin.CreateTopicsAsync([wanted], new() { OperationTimeout = patience, RequestTimeout = patience });
        }
        catch (CreateTopicsException e)
        {
            throw new KafkaException(e.Results[0].Error, e).Explain("Create", topic.Name);
        }
    }
}
