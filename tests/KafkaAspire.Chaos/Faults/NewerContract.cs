using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>
/// A deployment of a newer contract in its first half: messages of the new version come while consumers of the old one run, and one of those is
/// replaced in the midst of it.
/// </summary>
internal sealed class NewerContract(Random random) : Fault
{
    private readonly int _which = random.Next(1_000);
    private readonly int _messages = random.Next(20, 80);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        var sending = scene.Newer.SendAsync(_messages, cancellationToken);
        var node = scene.RegularConsumers.Pick(_which);
        using (await Turn.TakeAsync(cancellationToken, node.Turn))
        {
            await node.StopAsync();
            await node.StartAsync(cancellationToken);
        }
        await scene.Newer.SendAsync(_messages, cancellationToken);
        await sending;
        return $"{2 * _messages} messages of version 2, {node.Name} replaced";
    }
}
