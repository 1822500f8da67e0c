using KafkaAspire.Chaos.Services;

namespace KafkaAspire.Chaos.Faults;

/// <summary>The two ways in which a process is away.</summary>
internal static class Outage
{
    /// <summary>kill -9, a pause, a start.</summary>
    public static async Task<string> KillAsync(INode node, TimeSpan away, CancellationToken cancellationToken)
    {
        await node.KillAsync();
        await Task.Delay(away, cancellationToken);
        await node.StartAsync(cancellationToken);
        return $"{node.Name} for {away.TotalSeconds:0.0} s";
    }

    /// <summary>SIGSTOP, a pause, SIGCONT.</summary>
    public static async Task<string> HaltAsync(INode node, TimeSpan away, CancellationToken cancellationToken)
    {
        node.Suspend();
        try
        {
            await Task.Delay(away, cancellationToken);
        }
        finally
        {
            node.Resume();
        }
        return $"{node.Name} for {away.TotalSeconds:0.0} s";
    }
}
