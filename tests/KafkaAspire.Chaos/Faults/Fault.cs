using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>
/// One fault with its parameters, which the seed has chosen: it is done, lasts, and is healed by itself. What it hits may depend on the moment,
/// as who leads a partition does.
/// </summary>
internal abstract class Fault
{
    /// <summary>Does it and heals it.</summary>
    /// <param name="scene">What it can lay hands on.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>What it hit, for people.</returns>
    public abstract Task<string> RunAsync(Scene scene, CancellationToken cancellationToken);
}
