using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaAspire.Hosting.Health;

namespace KafkaAspire.Hosting.Commands;

/// <summary>The topic's command in the dashboard: a consumer group reads it again from the start, or goes on at its end.</summary>
internal static class TopicCommands
{
    private const string Group = "group", Position = "position", Earliest = "earliest", Latest = "latest";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void Add(IResourceBuilder<KafkaTopicResource> topic) =>
        topic.WithCommand("reset-offsets", "Reset group offsets", context => ResetAsync(topic.Resource, context), new()
        {
            Description = "Sets where a consumer group goes on in this topic. The group's members must be stopped first.",
            ConfirmationMessage = $"Reset a consumer group's offsets in {topic.Resource.TopicName}? What it has read may be read again, or skipped.",
            IconName = "ArrowReset",
            UpdateState = ReplicaState.WhileRunning,
            Arguments =
            [
                new() { Name = Group, Label = "Consumer group", InputType = InputType.Text, Required = true },
                new()
                {
                    Name = Position, Label = "Go on at", InputType = InputType.Choice, Required = true, Value = Earliest,
                    Options = [new(Earliest, "the earliest record"), new(Latest, "the end")],
                },
            ],
        });

    private static async Task<ExecuteCommandResult> ResetAsync(KafkaTopicResource topic, ExecuteCommandContext context)
    {
        string group = context.Arguments[Group].Value!;
        var client = await ClusterHealth.Client(context.Services, topic.Parent).GetAsync(context.CancellationToken);
        try
        {
            var described = await client.DescribeConsumerGroupsAsync([group], new() { RequestTimeout = Patience });
            if (described.ConsumerGroupDescriptions is [{ Members.Count: > 0 } active])
                return CommandResults.Failure($"group {group} has {active.Members.Count} members; stop them first");
            var offsets = await OffsetsAsync(client, topic, context.Arguments[Position].Value == Latest ? OffsetSpec.Latest() : OffsetSpec.Earliest());
            await client.AlterConsumerGroupOffsetsAsync([new(group, offsets)], new() { RequestTimeout = Patience });
            return CommandResults.Success($"group {group} goes on in {topic.TopicName} at {string.Join(", ", offsets.Select(o => $"{o.Partition.Value}:{o.Offset.Value}"))}");
        }
        catch (KafkaException e)
        {
            return CommandResults.Failure($"group {group}: {e.Error.Reason}");
        }
    }

    private static async Task<List<TopicPartitionOffset>> OffsetsAsync(IAdminClient client, KafkaTopicResource topic, OffsetSpec position)
    {
        var described = await client.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic.TopicName]), new() { RequestTimeout = Patience });
        var partitions = described.TopicDescriptions.Single().Partitions.Select(p => new TopicPartitionOffsetSpec
        {
            TopicPartition = new(topic.TopicName, p.Partition),
            OffsetSpec = position,
        });
        var offsets = await client.ListOffsetsAsync(partitions, new() { RequestTimeout = Patience });
        var found = offsets.ResultInfos.ConvertAll(r => r.TopicPartitionOffsetError.TopicPartitionOffset);
        // While a leader moves, the client hands out offsets that are none, without a word of error; -1 is one: no message is as late as that.
        return found.TrueForAll(one => one.Offset.Value >= -1)
            ? found
            : throw new KafkaException(new Error(ErrorCode.LeaderNotAvailable, "a leader moves; try again"));
    }
}
