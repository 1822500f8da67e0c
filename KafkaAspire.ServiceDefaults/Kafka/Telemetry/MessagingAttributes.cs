namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>Attribute names and values of the semantic conventions for messaging and Kafka.</summary>
/// <remarks>
/// <c>server.address</c> is left out, except where the statistics tell one broker from another: librdkafka does not say which broker took or gave a
/// message, and the list that a client starts from names no one of them. <c>messaging.kafka.cluster.id</c> says where the messages are.
/// </remarks>
internal static class MessagingAttributes
{
    public const string System = "messaging.system";
    public const string Kafka = "kafka";
    public const string OperationName = "messaging.operation.name";
    public const string OperationType = "messaging.operation.type";
    public const string Destination = "messaging.destination.name";
    public const string Partition = "messaging.destination.partition.id";
    public const string ConsumerGroup = "messaging.consumer.group.name";
    public const string ClientId = "messaging.client.id";
    public const string ClusterId = "messaging.kafka.cluster.id";
    public const string BatchCount = "messaging.batch.message_count";
    public const string BodySize = "messaging.message.body.size";
    public const string Offset = "messaging.kafka.offset";
    public const string Key = "messaging.kafka.message.key";
    public const string Tombstone = "messaging.kafka.message.tombstone";
    public const string ErrorType = "error.type";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";

    /// <summary>What a rebalance did: <c>assigned</c>, <c>revoked</c> or <c>lost</c>.</summary>
    public const string RebalanceKind = KafkaTelemetry.Prefix + "rebalance.kind";
}
