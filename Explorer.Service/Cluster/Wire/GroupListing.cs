using Confluent.Kafka;

namespace KafkaAspire.Explorer.Cluster.Wire;

/// <summary>
/// Asks a broker for the groups that it coordinates, with a ListGroups request (version 4). Confluent.Kafka 2.16.0 has it too, but ends the
/// process: ListConsumerGroupsAsync frees each broker's error twice, so one broker that is down, or does not know the request, is enough.
/// </summary>
internal static class GroupListing
{
    private const short ListGroups = 16;

    // No states to choose from, no tagged fields.
    private static readonly byte[] Body = [1, 0];

    /// <summary>The groups, with their states; null where the broker does not know the request.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The broker cannot be reached.</exception>
    /// <exception cref="IOException">The broker left while it was asked.</exception>
    /// <exception cref="KafkaException">The broker refused.</exception>
    public static async Task<IReadOnlyList<ListedGroup>?> AskAsync(string host, int port, CancellationToken cancellationToken) =>
        await BrokerConversation.AskAsync(host, port, ListGroups, 4, Body, cancellationToken) is { } answer ? Read(answer) : null;

    internal static IReadOnlyList<ListedGroup> Read(ReadOnlySpan<byte> answer)
    {
        var reader = new AnswerReader(answer);
        reader.Int32();
        var error = (ErrorCode)reader.Int16();
        if (error != ErrorCode.NoError)
            throw new KafkaException(error);
        var groups = new List<ListedGroup>();
        for (int left = reader.Length(); left > 0; left--)
        {
            string id = reader.String(), protocolType = reader.String(), state = reader.String();
            reader.Tags();
            // Connect workers, share groups and others coordinate by groups, too, but consume no partitions.
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
