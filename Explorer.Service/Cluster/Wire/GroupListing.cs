using Confluent.Kafka;

namespace Explorer.Service.Cluster.Wire;

/// <summary>The consumer groups that a broker coordinates, by a ListGroups request (version 4, KIP-518).</summary>
internal static class GroupListing
{
    /// <summary>The groups, with their states; null where the broker does not know the request.</summary>
    /// <exception cref="IOException">The broker left while it was asked.</exception>
    /// <exception cref="KafkaException">The broker refused.</exception>
    public static async Task<IReadOnlyList<ListedGroup>?> AskAsync(BrokerLine broker, CancellationToken cancellationToken)
    {
        // Groups in any state.
        var request = new RequestWriter(api: 16, version: 4).Length(0).Tags();
        return await broker.AskAsync(request, cancellationToken) is { } answer ? Read(answer) : null;
    }

    internal static IReadOnlyList<ListedGroup> Read(ReadOnlySpan<byte> answer)
    {
        var reader = new AnswerReader(answer);
        reader.Int32();
        var error = reader.Error();
        if (error != ErrorCode.NoError)
            throw new KafkaException(error);
        var groups = new List<ListedGroup>();
        for (int left = reader.Length(); left > 0; left--)
        {
            string id = reader.String(), protocolType = reader.String(), state = reader.String();
            reader.Tags();
            // Connect workers, share groups and others coordinate by groups, too, but commit no offsets of partitions.
            if (protocolType is "consumer" or "")
                groups.Add(new(id, state));
        }
        return groups;
    }
}

/// <summary>A consumer group as its coordinator lists it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="State">Its state, in Kafka's word.</param>
internal sealed record ListedGroup(string Id, string State)
{
    /// <summary>Whether it can have members.</summary>
    public bool MayHaveMembers => State is not ("Empty" or "Dead");
}
