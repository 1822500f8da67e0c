using Confluent.Kafka;
using Explorer.Service.Cluster.Wire;

namespace Explorer.Service.Cluster;

/// <summary>
/// Puts a question to one broker, whichever answers: to the one that did last time, and where it fails or hesitates to the next beside it. So a broker
/// that hangs costs a moment, once.
/// </summary>
/// <param name="access">How the brokers are spoken to.</param>
/// <param name="timeout">How long all of them may take together.</param>
/// <param name="time">The clock.</param>
internal sealed class AnyBroker(BrokerAccess access, TimeSpan timeout, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Hesitation = TimeSpan.FromMilliseconds(300);

    private BrokerAddress? _answered;
    private BrokerLine? _line;

    /// <summary>Asks.</summary>
    /// <param name="brokers">Where brokers may be.</param>
    /// <param name="ask">The question.</param>
    /// <exception cref="KafkaException">None answered in time.</exception>
    public async Task<T> AskAsync<T>(IEnumerable<BrokerAddress> brokers, Func<BrokerLine, CancellationToken, Task<T>> ask)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        var left = new Queue<BrokerAddress>(brokers.Distinct().OrderByDescending(broker => broker == _answered));
        var asking = new List<Task<Reply<T>>>();
        string? trouble = null;
        try
        {
            while (left.Count > 0 || asking.Count > 0)
            {
                if (left.TryDequeue(out var broker))
                    asking.Add(AskAsync(broker, ask, deadline.Token));
                var hesitation = left.Count > 0 ? Task.Delay(Hesitation, time, deadline.Token) : Task.Delay(Timeout.Infinite, deadline.Token);
                if (await Task.WhenAny([.. asking, hesitation]) is not Task<Reply<T>> ended)
                {
                    if (deadline.IsCancellationRequested)
                        break;
                    continue;
                }
                asking.Remove(ended);
                var reply = await ended;
                if (reply.Trouble is null)
                {
                    _line?.Dispose();
                    (_answered, _line) = (reply.Broker, reply.Line);
                    return reply.Value!;
                }
                trouble ??= reply.Trouble;
            }
        }
        finally
        {
            await deadline.CancelAsync();
            foreach (var late in asking)
                _ = HangUpAsync(late);
        }
        throw trouble is null
            ? new KafkaException(new Error(ErrorCode.Local_TimedOut, $"no broker answered within {timeout.TotalSeconds:0.#} s"))
            : new KafkaException(new Error(ErrorCode.Local_AllBrokersDown, trouble));
    }

    private async Task<Reply<T>> AskAsync<T>(BrokerAddress broker, Func<BrokerLine, CancellationToken, Task<T>> ask, CancellationToken deadline)
    {
        bool isKept = broker == _answered && _line is not null;
        var line = isKept ? _line! : new BrokerLine(broker.Host, broker.Port, access);
        if (isKept)
            _line = null;
        try
        {
            return new(broker, line, await ask(line, deadline), null);
        }
        catch (Exception e) when (BrokerFailure.Is(e))
        {
            line.Dispose();
            return new(broker, line, default, $"{broker.Host}:{broker.Port}: {e.Message}");
        }
    }

    private static async Task HangUpAsync<T>(Task<Reply<T>> late) => (await late).Line.Dispose();

    /// <summary>Hangs up.</summary>
    public void Dispose() => _line?.Dispose();

    private sealed record Reply<T>(BrokerAddress Broker, BrokerLine Line, T? Value, string? Trouble);
}
