using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>All connections of clients to a broker are closed, several times: requests and answers that were on their way are gone.</summary>
internal sealed class ClientLinkReset(Random random) : Fault
{
    private readonly int _broker = random.Next(1_000);
    private readonly TimeSpan[] _pauses = [.. Enumerable.Range(0, random.Next(3, 9)).Select(_ => random.NextTime(0.1, 1.5))];

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        var link = scene.Links.ToClients(scene.Brokers.Pick(_broker).Id);
        foreach (var pause in _pauses)
        {
            link.Reset();
            await Task.Delay(pause, cancellationToken);
        }
        return $"{link.Name}, {_pauses.Length} times";
    }
}
