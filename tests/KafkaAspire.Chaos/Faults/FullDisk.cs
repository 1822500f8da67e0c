using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>A broker's disk is full, on which Kafka ends; when there is room again it is started.</summary>
internal sealed class FullDisk(Random random) : Fault
{
    private readonly TimeSpan _time = random.NextTime(4, 9);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        using var turn = await scene.HoldBrokersAsync(cancellationToken);
        var broker = scene.Brokers[scene.Ballast!.Broker - 1];
        bool ended;
        try
        {
            scene.Ballast.Fill();
            await Task.Delay(_time, cancellationToken);
            ended = !broker.IsUp;
        }
        finally
        {
            scene.Ballast.Drop();
        }
        // One that lives has had a write fail and may keep that log closed: what an operator does then is to restart it.
        await broker.KillAsync();
        await broker.StartAsync(cancellationToken);
        return $"{broker.Name} for {_time.TotalSeconds:0.0} s, which {(ended ? "ended it" : "it lived through until it was restarted")}";
    }
}
