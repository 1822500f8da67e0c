using Explorer.Service.Audit;

namespace KafkaAspire.Explorer.Tests.Audit;

public sealed class JudgementTests
{
    private static readonly MessagePlace Here = new(3, 17);
    private static readonly MessagePlace Elsewhere = new(3, 16);

    [Fact]
    public void An_entry_of_its_own_is_applied() => AssertOutcome(Outcome.Applied, 0, [new(Here, 1)]);

    [Fact]
    public void An_entry_of_another_message_with_its_id_is_suppressed() => AssertOutcome(Outcome.Suppressed, 0, [new(Elsewhere, 1)]);

    [Fact]
    public void An_entry_of_another_topic_is_another_message() => AssertOutcome(Outcome.Suppressed, 0, [new(new(-1, 17), 1)]);

    [Fact]
    public void A_letter_is_dead_lettered() => AssertOutcome(Outcome.DeadLettered, 0, [], isDeadLetter: true);

    [Fact]
    public void A_letter_that_went_back_and_was_applied_stays_dead_lettered_where_it_was() =>
        AssertOutcome(Outcome.DeadLettered, 0, [new(new(3, 99), 1)], isDeadLetter: true);

    [Fact]
    public void Applied_and_a_letter_is_applied() => AssertOutcome(Outcome.Applied, 0, [new(Here, 1)], isDeadLetter: true);

    [Fact]
    public void Neither_is_unexplained() => AssertOutcome(Outcome.Unexplained, 0, []);

    [Fact]
    public void Two_entries_of_one_message_are_one_too_many() => AssertOutcome(Outcome.Applied, 1, [new(Here, 1), new(Here, 2)]);

    [Fact]
    public void Of_two_messages_with_one_id_that_were_both_applied_the_later_is_one_too_many()
    {
        Effect[] both = [new(Elsewhere, 1), new(Here, 2)];
        AssertOutcome(Outcome.Applied, 1, both);
        Assert.Equal(Outcome.Applied, Judgement.Of(Elsewhere, both, false, out int extra));
        Assert.Equal(0, extra);
    }

    [Fact]
    public void An_effect_without_a_place_is_applied_unless_a_letter_says_otherwise()
    {
        AssertOutcome(Outcome.Applied, 0, [new(null, 0)]);
        AssertOutcome(Outcome.DeadLettered, 0, [new(null, 0)], isDeadLetter: true);
    }

    private static void AssertOutcome(Outcome expected, int expectedExtra, Effect[] effects, bool isDeadLetter = false)
    {
        Assert.Equal(expected, Judgement.Of(Here, effects, isDeadLetter, out int extra));
        Assert.Equal(expectedExtra, extra);
    }
}
