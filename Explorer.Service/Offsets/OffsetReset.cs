using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Explorer.Service.Cluster;
using Explorer.Service.Security;
using KafkaAspire.ServiceDefaults.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Access;

namespace Explorer.Service.Offsets;

/// <summary>
/// Resets the offsets of a group without members, by a commit such as a consumer makes that is in no group: the coordinator itself refuses it while the
/// group has members. The admin client's own requests for it would end the process on some errors (see Cluster/Wire).
/// </summary>
internal sealed class OffsetReset(OffsetLookup lookup, KafkaConsumerFactory consumers, ExplorerOptions options)
{
    // Finding the coordinator, and the commit.
    private TimeSpan Patience => options.RequestTimeout * 4;

    /// <summary>Tells what a reset would do.</summary>
    /// <param name="snapshot">The cluster now.</param>
    /// <param name="wish">What is asked for.</param>
    /// <exception cref="InvalidOperationException">The group is gone, or has members.</exception>
    public async Task<ResetPlan> PlanAsync(ClusterSnapshot snapshot, ResetWish wish)
    {
        var group = snapshot.Groups.FirstOrDefault(one => one.Id == wish.Group) ?? throw new InvalidOperationException($"There is no group \"{wish.Group}\" any more.");
        if (WhyNot(group) is { } why)
            throw new InvalidOperationException(why);
        var steps = new List<ResetStep>();
        var troubles = new List<string>();
        foreach (var committed in group.Partitions.Where(partition => wish.Topic is null || partition.Topic == wish.Topic).GroupBy(partition => partition.Topic))
        {
            if (snapshot.Topics.FirstOrDefault(one => one.Name == committed.Key) is { } topic)
                await PlanAsync(topic, [.. committed], wish, steps, troubles);
            else
                troubles.Add($"{committed.Key} is no topic any more");
        }
        return new(wish, steps, troubles.Count == 0 ? null : $"Left out: {string.Join("; ", troubles)}.");
    }

    /// <summary>Why a group's offsets can't be reset now; null if they can.</summary>
    public static string? WhyNot(ConsumerGroup group) => group switch
    {
        { Members: { Count: > 0 } members } => $"The group is active: stop its {(members.Count == 1 ? "consumer" : $"{members.Count} consumers")} first, or they would go on from where they are.",
        { State: not (null or "Empty" or "Dead") } => $"The group is active ({group.State}): its offsets are its consumers' business.",
        _ => null,
    };

    /// <summary>Does what was planned.</summary>
    /// <exception cref="KafkaException">The coordinator refused, as it does when a member came meanwhile, or did not answer.</exception>
    public async Task ApplyAsync(ResetPlan plan)
    {
        var offsets = plan.Moves.Select(step => new TopicPartitionOffset(step.Topic, step.Partition, step.To)).ToList();
        if (offsets.Count == 0)
            return;
        var committing = Task.Factory.StartNew(() =>
        {
            using var consumer = consumers.Create<Ignore, Ignore>(config => config.GroupId = plan.Wish.Group);
            consumer.Commit(offsets);
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await committing.WaitAsync(Patience);
        }
        catch (TimeoutException e)
        {
            throw new KafkaException(new Error(ErrorCode.Local_TimedOut, $"the group's coordinator did not answer within {Patience.TotalSeconds:0} s; look at the offsets before it is tried again"), e);
        }
        catch (KafkaException e) when (AccessRefusal.IsForbidden(e.Error))
        {
            throw e.Explain("Read", group: plan.Wish.Group);
        }
        catch (KafkaException e) when (e.Error.Code is ErrorCode.UnknownMemberId or ErrorCode.IllegalGeneration or ErrorCode.RebalanceInProgress)
        {
            throw new KafkaException(new Error(e.Error.Code, "the coordinator takes commits of the group's members only: it has some again, or these are embedded brokers, which never take others"), e);
        }
    }

    private async Task PlanAsync(Topic topic, IReadOnlyList<GroupPartition> committed, ResetWish wish, List<ResetStep> steps, List<string> troubles)
    {
        int[] partitions = [.. committed.Select(one => one.Partition)];
        var asked = await Task.WhenAll(
            lookup.AskAsync(topic, partitions, OffsetSpec.Earliest()),
            lookup.AskAsync(topic, partitions, OffsetSpec.Latest()),
            wish.Target == ResetTarget.Time
                ? lookup.AskAsync(topic, partitions, OffsetSpec.ForTimestamp(wish.Time.ToUnixTimeMilliseconds()))
                : Task.FromResult(new FoundOffsets()));
        var (first, end, at) = (asked[0], asked[1], asked[2]);
        foreach (var one in committed)
        {
            if (!first.Offsets.TryGetValue(one.Partition, out long from) || !end.Offsets.TryGetValue(one.Partition, out long to))
                troubles.Add($"{topic.Name}/{one.Partition} ({first.Troubles.GetValueOrDefault(one.Partition) ?? end.Troubles.GetValueOrDefault(one.Partition) ?? "it does not exist"})");
            else if (at.Troubles.TryGetValue(one.Partition, out string? trouble))
                troubles.Add($"{topic.Name}/{one.Partition} ({trouble})");
            else
                steps.Add(new(topic.Name, one.Partition, one.Committed, Target(wish, one.Committed, from, to, at.Offsets.GetValueOrDefault(one.Partition, -1))));
        }
    }

    internal static long Target(ResetWish wish, long? committed, long first, long end, long at) => wish.Target switch
    {
        ResetTarget.Earliest => first,
        ResetTarget.Latest => end,
        ResetTarget.Time => at < 0 ? end : at,
        // Not beyond the log, whose ends a sum of two large numbers must not pass either.
        _ => (long)Int128.Clamp((Int128)(committed ?? first) + wish.Shift, first, end),
    };
}
