using KafkaAspire.Chaos.Faults;

namespace KafkaAspire.Chaos.Tests;

public sealed class ScheduleTests
{
    [Fact]
    public void A_seed_deals_the_same_faults_again_and_another_seed_does_not()
    {
        Assert.Equal(Names(7), Names(7));
        Assert.NotEqual(Names(7), Names(8));
    }

    [Fact]
    public void Each_sort_comes_once_before_any_comes_again()
    {
        var schedule = FaultSchedule.Deal(1, 200, FaultCatalog.All);
        foreach (var lane in Enum.GetValues<Lane>())
        {
            var sorts = FaultCatalog.All.Where(kind => kind.Lane == lane).Select(kind => kind.Name).Order();
            Assert.Equal(100, schedule.Of(lane).Count);
            Assert.Equal(sorts, schedule.Of(lane).Take(sorts.Count()).Select(fault => fault.Kind.Name).Order());
        }
    }

    [Fact]
    public void Faults_of_one_lane_only_are_all_dealt_to_it()
    {
        var schedule = FaultSchedule.Deal(1, 5, [.. FaultCatalog.All.Where(kind => kind.Name == "consumer-kill")]);

        Assert.Empty(schedule.Of(Lane.Brokers));
        Assert.Equal(5, schedule.Of(Lane.Services).Count);
    }

    private static IEnumerable<string> Names(int seed)
    {
        var schedule = FaultSchedule.Deal(seed, 40, FaultCatalog.All);
        return Enum.GetValues<Lane>().SelectMany(lane => schedule.Of(lane)).Select(fault => fault.Kind.Name);
    }
}
