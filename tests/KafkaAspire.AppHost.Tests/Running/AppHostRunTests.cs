using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaAspire.AppHost.Tests.Running;

/// <summary>The AppHost as it is, and what its commands in the dashboard do.</summary>
[Collection(RunCollection.Name)]
public sealed class AppHostRunTests(AppHostFixture fixture) : IClassFixture<AppHostFixture>
{
    private const string Group = "ledger";

    private RunningApp App => fixture.App;

    private Delivery Delivery => new(App);

    [Fact]
    public async Task Three_brokers_are_one_cluster_and_what_the_producers_send_is_applied_once()
    {
        using IAdminClient admin = await App.AdminAsync();
        await Eventually.TrueAsync(() => admin.GetMetadata(TimeSpan.FromSeconds(10)).Brokers.Count == 3, () => "three brokers in the metadata");
        Assert.Equal((2, 3), (App.Replicas("producer").Count, App.Replicas("consumer").Count));
        long before = await Delivery.RecordsAsync();
        await Eventually.TrueAsync(async () => await Delivery.RecordsAsync() > before, () => "producers produce");
        await Delivery.AllAppliedOnceAsync();
    }

    [Fact]
    public void The_services_limit_their_traces_themselves()
    {
        Assert.All(App.Replicas("producer").Concat(App.Replicas("consumer")), replica => Assert.True(string.IsNullOrEmpty(
            App.State(replica).EnvironmentVariables.FirstOrDefault(variable => variable.Name == "OTEL_TRACES_SAMPLER")?.Value)));
    }

    [Fact]
    public async Task Stop_hard_kills_a_broker_while_everything_is_applied_and_start_brings_it_back()
    {
        Assert.True((await App.CommandAsync(App.Replicas("kafka-2").Single(), "stop-hard")).Success);
        await Eventually.TrueAsync(() => App.State(App.Replicas("kafka-2").Single()).State?.Text is "Exited" or "Finished", () => "the broker's row says that it has ended");
        long before = await Delivery.RecordsAsync();
        await Eventually.TrueAsync(async () => await Delivery.RecordsAsync() > before, () => "producers go on with two brokers");
        await Delivery.AllAppliedOnceAsync();

        Assert.True((await App.CommandAsync(App.Replicas("kafka-2").Single(), KnownResourceCommands.StartCommand)).Success);
        await App.HealthyAsync("kafka-2", 1);
        await App.HealthyAsync("kafka", 1);
    }

    [Fact]
    public async Task Restart_lets_a_broker_leave_and_come_back()
    {
        DateTime? before = App.State(App.Replicas("kafka-3").Single()).StartTimeStamp;
        Assert.True((await App.CommandAsync(App.Replicas("kafka-3").Single(), KnownResourceCommands.RestartCommand)).Success);
        await Eventually.TrueAsync(() => App.State(App.Replicas("kafka-3").Single()).StartTimeStamp > before, () => "the broker started anew");
        await App.HealthyAsync("kafka-3", 1);
        await App.HealthyAsync("kafka", 1);
        await Delivery.AllAppliedOnceAsync();
    }

    [Fact]
    public async Task Crash_ends_the_chosen_consumer_and_the_others_take_over_without_loss_or_double()
    {
        var replicas = App.Replicas("consumer");
        Assert.True((await App.CommandAsync(replicas[1], "crash")).Success);
        await Eventually.TrueAsync(() => App.State(replicas[1]).State?.Text is "Exited" or "Finished" or "FailedToStart", () => $"{replicas[1]} has ended");
        Assert.True(App.IsHealthy(replicas[0]) && App.IsHealthy(replicas[2]));
        await Delivery.AllAppliedOnceAsync();

        Assert.True((await App.CommandAsync(replicas[1], KnownResourceCommands.StartCommand)).Success);
        await App.HealthyAsync("consumer", 3);
    }

    [Fact]
    public async Task Pause_and_resume_are_for_the_chosen_producer_alone()
    {
        var replicas = App.Replicas("producer");
        Assert.True((await App.CommandAsync(replicas[0], "pause")).Success);
        await Eventually.TrueAsync(async () => await Delivery.FiguresAsync(replicas[0]) is { Paused: true, InFlight: 0 }, () => "it is paused");
        var (paused, other) = (await Delivery.FiguresAsync(replicas[0]), await Delivery.FiguresAsync(replicas[1]));
        Assert.False(other.Paused);
        await Eventually.TrueAsync(async () => (await Delivery.FiguresAsync(replicas[1])).Acknowledged > other.Acknowledged, () => "the other one goes on");
        Assert.Equal(paused.Acknowledged, (await Delivery.FiguresAsync(replicas[0])).Acknowledged);

        Assert.True((await App.CommandAsync(replicas[0], "resume")).Success);
        await Eventually.TrueAsync(async () => (await Delivery.FiguresAsync(replicas[0])).Acknowledged > paused.Acknowledged, () => "it goes on");
    }

    [Fact]
    public async Task A_burst_is_a_hundred_thousand_more_of_the_chosen_producer()
    {
        var replicas = App.Replicas("producer");
        long before = (await Delivery.FiguresAsync(replicas[1])).Acknowledged;
        long other = (await Delivery.FiguresAsync(replicas[0])).Acknowledged;
        Assert.True((await App.CommandAsync(replicas[1], "burst")).Success);
        await Eventually.TrueAsync(async () => (await Delivery.FiguresAsync(replicas[1])).Acknowledged >= before + 100_000, () => "100,000 acknowledged");
        Assert.True((await Delivery.FiguresAsync(replicas[0])).Acknowledged < other + 100_000);
        await Delivery.AllAppliedOnceAsync();
    }

    [Fact]
    public async Task Offsets_are_reset_once_the_groups_members_are_stopped_and_the_ledger_doubles_nothing()
    {
        string topic = App.Replicas(App.Resource("kafka-topic-transactions").Name).Single();
        InteractionInput[] arguments =
        [
            new() { Name = "group", InputType = InputType.Text, Value = Group },
            new() { Name = "position", InputType = InputType.Choice, Value = "earliest" },
        ];
        var refused = await App.CommandAsync(topic, "reset-offsets", arguments);
        Assert.False(refused.Success);
        Assert.Matches($"^group {Group} has [1-3] members; stop them first$", refused.Message);

        foreach (string consumer in App.Replicas("consumer"))
            Assert.True((await App.CommandAsync(consumer, KnownResourceCommands.StopCommand)).Success);
        ExecuteCommandResult? done = null;
        await Eventually.TrueAsync(async () => (done = await App.CommandAsync(topic, "reset-offsets", arguments)).Success, () => $"the reset succeeds: {done?.Message}");
        Assert.Equal((await Delivery.EndsAsync(OffsetSpec.Earliest())).Select(end => end.Offset), await CommittedAsync());

        foreach (string consumer in App.Replicas("consumer"))
            Assert.True((await App.CommandAsync(consumer, KnownResourceCommands.StartCommand)).Success);
        await App.HealthyAsync("consumer", 3);
        await Delivery.AllAppliedOnceAsync();
    }

    private async Task<IEnumerable<Offset>> CommittedAsync()
    {
        using IAdminClient admin = await App.AdminAsync();
        var groups = await admin.ListConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitions(Group, null)]);
        return groups.Single().Partitions.Where(p => p.Topic == "transactions").OrderBy(p => p.Partition.Value).Select(p => p.Offset);
    }
}
