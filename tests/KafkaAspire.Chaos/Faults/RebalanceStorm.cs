using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>Consumers go down to one and up to twice as many as usual, again and again, so that one rebalance falls into the next.</summary>
internal sealed class RebalanceStorm(Random random) : Fault
{
    private readonly (bool Grow, TimeSpan Pause)[] _gusts = [.. Enumerable.Range(0, random.Next(2, 5)).Select(at => (at % 2 == 0, random.NextTime(0.5, 3)))];

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        using var turn = await Turn.TakeAsync(cancellationToken, [.. scene.Consumers.Select(consumer => consumer.Turn)]);
        foreach (var (grow, pause) in _gusts)
        {
            await SetAsync(scene, grow ? scene.Consumers.Count : 1, cancellationToken);
            await Task.Delay(pause, cancellationToken);
        }
        await SetAsync(scene, scene.Options.Consumers, cancellationToken);
        return $"{string.Join(", ", _gusts.Select(gust => gust.Grow ? scene.Consumers.Count : 1))} and {scene.Options.Consumers} consumers";
    }

    private static Task SetAsync(Scene scene, int count, CancellationToken cancellationToken) => Task.WhenAll(
        scene.Consumers.Select((consumer, at) => at < count ? consumer.StartAsync(cancellationToken) : consumer.StopAsync()));
}
