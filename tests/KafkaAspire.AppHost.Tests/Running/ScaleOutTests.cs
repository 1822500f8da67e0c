using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaAspire.AppHost.Tests.Running;

[Collection(RunCollection.Name)]
public sealed class ScaleOutTests
{
    [Fact]
    public async Task Five_replicas_share_the_group_and_the_end_of_the_application_leaves_no_container()
    {
        string? missing = await ContainerEngine.MissingAsync();
        Assert.SkipWhen(missing is not null, missing ?? "");
        IReadOnlyList<string> containers;
        await using (RunningApp app = await RunningApp.StartAsync(builder =>
            builder.CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(r => r.Name == "consumer")).WithReplicas(5)))
        {
            Assert.Equal(5, app.Replicas("consumer").Count);
            using IAdminClient admin = await app.AdminAsync();
            int members = 0;
            string? trouble = null;
            await Eventually.TrueAsync(
                async () =>
                {
                    try
                    {
                        members = (await admin.DescribeConsumerGroupsAsync(["ledger"])).ConsumerGroupDescriptions.Single().Members.Count(m => m.Assignment.TopicPartitions.Count > 0);
                        return members == 5;
                    }
                    catch (DescribeConsumerGroupsException e)
                    {
                        // The group's coordinator may still be on its way.
                        trouble = e.Results.ConsumerGroupDescriptions.Single().Error.Reason;
                        return false;
                    }
                },
                () => $"five members with partitions, not {members}; the last trouble: {trouble ?? "none"}");
            await new Delivery(app).AllAppliedOnceAsync();
            containers = app.Containers();
            Assert.True(containers.Count >= 5, "three brokers, the topic job and PostgreSQL");
        }
        // Aspire's orchestrator cleans up on its own time.
        foreach (string container in containers)
            await Eventually.TrueAsync(async () => (await ContainerEngine.RunAsync("inspect", container)).ExitCode != 0, () => $"container {container} is gone");
    }
}
