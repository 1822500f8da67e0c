using Confluent.Kafka;

namespace Explorer.Service.Cluster.Wire;

/// <summary>A consumer group as its coordinator describes it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Error">Why it is not described.</param>
/// <param name="State">Its state, in Kafka's word.</param>
/// <param name="Assignor">How its partitions are assigned.</param>
/// <param name="Members">Its members.</param>
internal sealed record DescribedGroup(string Id, ErrorCode Error, string State, string Assignor, IReadOnlyList<DescribedMember> Members);

/// <summary>A member of a described group.</summary>
/// <param name="Id">The id that the coordinator gave it.</param>
/// <param name="ClientId">The id that it gave itself.</param>
/// <param name="Host">Where it connects from.</param>
/// <param name="Partitions">What it is assigned.</param>
internal sealed record DescribedMember(string Id, string ClientId, string Host, IReadOnlyList<TopicPartition> Partitions);
