using Explorer.Service.Offsets;
using Explorer.Service.TopicData;

namespace KafkaAspire.Explorer.Tests.Browsing;

public sealed class NewTopicTests
{
    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("ends\n")]
    [InlineData("taken")]
    [InlineData("with.dot")]
    public void A_name_that_Kafka_would_refuse_is_refused(string name) =>
        Assert.Contains(nameof(NewTopic.Name), new NewTopic { Name = name }.Check(3, ["taken", "with_dot"]).Keys);

    [Fact]
    public void A_name_has_249_characters_at_most()
    {
        Assert.Empty(new NewTopic { Name = new string('x', 249) }.Check(3, []));
        Assert.Contains(nameof(NewTopic.Name), new NewTopic { Name = new string('x', 250) }.Check(3, []).Keys);
    }

    [Fact]
    public void Replicas_need_brokers_and_writes_need_replicas()
    {
        Assert.Equal([nameof(NewTopic.Replication)], new NewTopic { Name = "t", Replication = 4 }.Check(3, []).Keys);
        Assert.Equal([nameof(NewTopic.MinInSync)], new NewTopic { Name = "t", Replication = 2, MinInSync = 3 }.Check(3, []).Keys);
        Assert.Equal([nameof(NewTopic.Partitions)], new NewTopic { Name = "t", Partitions = 0 }.Check(3, []).Keys);
        Assert.Equal([nameof(NewTopic.RetentionHours)], new NewTopic { Name = "t", RetentionHours = -2 }.Check(3, []).Keys);
        Assert.Equal("-1", new NewTopic { Name = "t", RetentionHours = -1 }.Settings()["retention.ms"]);
    }

    [Theory]
    [InlineData(ResetTarget.Earliest, 0, 50, 10)]
    [InlineData(ResetTarget.Latest, 0, 50, 90)]
    [InlineData(ResetTarget.Shift, -5, 50, 45)]
    [InlineData(ResetTarget.Shift, -500, 50, 10)]
    [InlineData(ResetTarget.Shift, long.MaxValue, 50, 90)]
    [InlineData(ResetTarget.Time, 0, 50, 33)]
    public void A_reset_stays_inside_the_log(ResetTarget target, long shift, long committed, long expected) =>
        Assert.Equal(expected, OffsetReset.Target(new("g", null, target, default, shift), committed, first: 10, end: 90, at: 33));

    [Fact]
    public void A_time_after_the_last_message_is_the_end() =>
        Assert.Equal(90, OffsetReset.Target(new("g", null, ResetTarget.Time, default, 0), 50, first: 10, end: 90, at: -1));
}
