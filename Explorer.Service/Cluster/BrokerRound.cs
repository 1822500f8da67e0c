using Confluent.Kafka;
using Explorer.Service.Cluster.Wire;

namespace Explorer.Service.Cluster;

/// <summary>
/// Puts one kind of question to every broker, scan after scan. A broker that hangs delays no other's figures: it is waited for a moment, once, and
/// after that what it says late counts for the next round.
/// </summary>
/// <typeparam name="T">What a broker answers.</typeparam>
/// <param name="access">How the brokers are spoken to.</param>
/// <param name="timeout">How long a broker may take.</param>
/// <param name="time">The clock.</param>
internal sealed class BrokerRound<T>(BrokerAccess access, TimeSpan timeout, TimeProvider time) : IDisposable where T : class
{
    // For those that were slow before: enough for one that has recovered.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<(int Id, string Host, int Port), BrokerTurn<T>> _turns = [];

    public TimeProvider Time => time;

    /// <summary>Asks the brokers, side by side.</summary>
    /// <param name="brokers">The brokers.</param>
    /// <param name="ask">The question.</param>
    public async Task<IReadOnlyList<BrokerAnswer<T>>> AskAsync(
        IEnumerable<BrokerMetadata> brokers, Func<BrokerMetadata, BrokerLine, CancellationToken, Task<T>> ask)
    {
        var turns = new Dictionary<(int, string, int), BrokerTurn<T>>();
        foreach (var broker in brokers)
        {
            var key = (broker.BrokerId, broker.Host, broker.Port);
            turns[key] = _turns.Remove(key, out var turn) ? turn : new(broker, new(broker.Host, broker.Port, access), timeout, time);
        }
        Dispose();
        foreach (var (key, turn) in turns)
            _turns[key] = turn;

        var grace = Task.Delay(Grace, time);
        var patience = Task.Delay(timeout / 3, time);
        foreach (var turn in turns.Values)
            turn.Begin(ask);
        // Of a broker that never answered there is nothing to tell instead.
        await Task.WhenAll(turns.Values.Where(turn => turn.IsNew).Select(turn => turn.Asking));
        await Task.WhenAny(patience, Task.WhenAll(turns.Values.Where(turn => !turn.IsSlow).Select(turn => turn.Asking)));
        await Task.WhenAny(grace, Task.WhenAll(turns.Values.Select(turn => turn.Asking)));
        return [.. turns.Values.Select(turn => turn.Leave())];
    }

    /// <summary>Hangs up.</summary>
    public void Dispose()
    {
        foreach (var turn in _turns.Values)
            turn.Dispose();
        _turns.Clear();
    }
}

/// <summary>What a broker answered.</summary>
/// <param name="Broker">Its node id.</param>
/// <param name="Value">The answer; null if there is none.</param>
/// <param name="At">When it was complete.</param>
/// <param name="Trouble">Why there is none; null if there is one.</param>
internal sealed record BrokerAnswer<T>(int Broker, T? Value, DateTimeOffset At, string? Trouble) where T : class;
