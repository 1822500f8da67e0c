using System.Text.Json.Serialization;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry.Statistics;

/// <summary>
/// What is read of librdkafka's statistics (https://github.com/confluentinc/librdkafka/blob/master/STATISTICS.md): a small part of them, the rest
/// is skipped.
/// </summary>
/// <param name="Name">The client's name.</param>
/// <param name="Type">producer or consumer.</param>
/// <param name="Messages">Messages in the producer's queues.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="SentBytes">Bytes of messages sent so far, with framing.</param>
/// <param name="ReceivedBytes">Bytes of messages received so far, with framing.</param>
/// <param name="Brokers">By name and by role.</param>
/// <param name="Topics">By name.</param>
internal sealed record ClientStatistics(
    string Name,
    string Type,
    [property: JsonPropertyName("msg_cnt")] long Messages,
    [property: JsonPropertyName("msg_size")] long Bytes,
    [property: JsonPropertyName("txmsg_bytes")] long SentBytes,
    [property: JsonPropertyName("rxmsg_bytes")] long ReceivedBytes,
    Dictionary<string, BrokerStatistics> Brokers,
    Dictionary<string, TopicStatistics> Topics);

/// <summary>One broker, as this client sees it.</summary>
/// <param name="Id">The broker's id; -1 for an address of the list that the client starts from.</param>
/// <param name="Address">host:port.</param>
/// <param name="RoundTrip">From a request to its response, in µs.</param>
/// <param name="Throttle">How long the broker asked the client to wait, in ms.</param>
internal sealed record BrokerStatistics(
    [property: JsonPropertyName("nodeid")] int Id,
    [property: JsonPropertyName("nodename")] string Address,
    [property: JsonPropertyName("rtt")] WindowStatistics RoundTrip,
    WindowStatistics Throttle);

/// <summary>One topic.</summary>
/// <param name="BatchCount">Messages in a batch that went to a broker.</param>
/// <param name="Partitions">By number.</param>
internal sealed record TopicStatistics(
    [property: JsonPropertyName("batchcnt")] WindowStatistics BatchCount,
    Dictionary<string, PartitionStatistics> Partitions);

/// <summary>One partition. Offsets below 0 are not known.</summary>
/// <param name="Id">Its number; -1 for messages that have no partition yet.</param>
/// <param name="Desired">Whether a consumer owns it.</param>
/// <param name="FetchedMessages">Messages fetched ahead.</param>
/// <param name="FetchedBytes">Their bytes.</param>
/// <param name="AppOffset">The offset after the last message that the application got.</param>
/// <param name="CommittedOffset">The offset that the group has.</param>
/// <param name="End">The offset after the last message that may be read: of a finished transaction, where only those are wanted.</param>
internal sealed record PartitionStatistics(
    [property: JsonPropertyName("partition")] int Id,
    bool Desired,
    [property: JsonPropertyName("fetchq_cnt")] long FetchedMessages,
    [property: JsonPropertyName("fetchq_size")] long FetchedBytes,
    [property: JsonPropertyName("app_offset")] long AppOffset,
    [property: JsonPropertyName("committed_offset")] long CommittedOffset,
    [property: JsonPropertyName("ls_offset")] long End)
{
    /// <summary>Messages that the application has not got yet; null where that is not known.</summary>
    public long? Lag => Desired && End >= 0 && Math.Max(AppOffset, CommittedOffset) is >= 0 and var position ? Math.Max(0, End - position) : null;
}

/// <summary>A rolling window.</summary>
/// <param name="Average">The mean.</param>
/// <param name="Max">The largest value.</param>
/// <param name="Percentile99">The value that 99 % don't exceed.</param>
/// <param name="Count">How many values there are.</param>
internal sealed record WindowStatistics(
    [property: JsonPropertyName("avg")] long Average,
    long Max,
    [property: JsonPropertyName("p99")] long Percentile99,
    [property: JsonPropertyName("cnt")] long Count);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClientStatistics))]
internal sealed partial class StatisticsJson : JsonSerializerContext;
