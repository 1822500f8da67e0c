using Confluent.Kafka;
using Explorer.Service.Cluster.Wire;

namespace Explorer.Service.Cluster;

/// <summary>One broker's part in the rounds: the question that is open, and the last answer.</summary>
/// <typeparam name="T">What a broker answers.</typeparam>
/// <param name="broker">The broker.</param>
/// <param name="line">The line to it.</param>
/// <param name="timeout">How long it may take.</param>
/// <param name="time">The clock.</param>
internal sealed class BrokerTurn<T>(BrokerMetadata broker, BrokerLine line, TimeSpan timeout, TimeProvider time) : IDisposable where T : class
{
    private readonly CancellationTokenSource _gone = new();
    private BrokerAnswer<T>? _last;
    private string? _trouble;

    /// <summary>Ends when the question is answered, or was not in time; never fails.</summary>
    public Task Asking { get; private set; } = Task.CompletedTask;

    /// <summary>Whether it did not answer the last question, or took long: then nobody waits for it.</summary>
    public bool IsSlow { get; private set; }

    /// <summary>Whether it was never asked before.</summary>
    public bool IsNew => _last is null;

    /// <summary>Ends the wait.</summary>
    /// <returns>The last answer, unless it is too old to be told.</returns>
    public BrokerAnswer<T> Leave()
    {
        IsSlow |= !Asking.IsCompleted;
        return Answer;
    }

    private BrokerAnswer<T> Answer => _last is { Value: not null } last && time.GetUtcNow() - last.At <= 2 * timeout
        ? last
        : new(broker.BrokerId, null, time.GetUtcNow(), _trouble ?? NotInTime);

    private string NotInTime => $"broker {broker.BrokerId} did not answer within {timeout.TotalSeconds:0.#} s";

    /// <summary>Asks, unless the question before is still open.</summary>
    public void Begin(Func<BrokerMetadata, BrokerLine, CancellationToken, Task<T>> ask)
    {
        if (Asking.IsCompleted)
            Asking = AskAsync(ask);
    }

    private async Task AskAsync(Func<BrokerMetadata, BrokerLine, CancellationToken, Task<T>> ask)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        deadline.CancelAfter(timeout);
        long start = time.GetTimestamp();
        try
        {
            var answer = await ask(broker, line, deadline.Token);
            (_last, _trouble) = (new(broker.BrokerId, answer, time.GetUtcNow(), null), null);
            IsSlow = time.GetElapsedTime(start) > timeout / 2;
        }
        catch (OperationCanceledException)
        {
            Fail(NotInTime);
            IsSlow = true;
        }
        catch (Exception e) when (BrokerFailure.Is(e))
        {
            Fail($"broker {broker.BrokerId}: {e.Message}");
            // A connection that is refused at once is waited for gladly.
            IsSlow = time.GetElapsedTime(start) > timeout / 2;
        }
    }

    // What it said before holds for as long as it may be late: until then its partitions have mostly found another leader.
    private void Fail(string trouble)
    {
        _trouble = trouble;
        _last ??= new(broker.BrokerId, null, time.GetUtcNow(), trouble);
    }

    public void Dispose()
    {
        _gone.Cancel();
        // A question that is open hangs up itself.
        if (Asking.IsCompleted)
            line.Dispose();
    }
}
