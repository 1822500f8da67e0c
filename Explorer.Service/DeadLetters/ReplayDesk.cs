using Confluent.Kafka;
using Explorer.Service.Security;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Hosting;
using KafkaAspire.ServiceDefaults.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.DeadLetters;

namespace Explorer.Service.DeadLetters;

/// <summary>
/// Sends dead letters back, one replay at a time, and goes on with it when the page that asked for it is closed. The mechanism is the command's,
/// <see cref="DeadLetterReplay"/>: whatever was asked for before, each letter goes back once.
/// </summary>
internal sealed partial class ReplayDesk(
    KafkaProducerFactory<byte[]?, byte[]?> producers, KafkaConsumerFactory consumers, IAdminClient admin, TimeProvider time, IHostApplicationLifetime lifetime,
    ILogger<ReplayDesk> logger)
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _stop;
    private volatile ReplayState _state = ReplayState.None;

    /// <summary>The replay that goes on, or the last one.</summary>
    public ReplayState State => _state;

    /// <summary>Something of the state has changed.</summary>
    public event Action? Changed;

    /// <summary>Begins a replay.</summary>
    /// <param name="filter">Which letters.</param>
    /// <param name="what">Which letters, in words.</param>
    /// <returns>False if another one goes on.</returns>
    public bool TryStart(LetterFilter filter, string what)
    {
        lock (_lock)
        {
            if (_state.IsRunning)
                return false;
            _stop = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
            _state = new(what, IsRunning: true, 0, null, null);
        }
        Changed?.Invoke();
        _ = Task.Factory.StartNew(() => Run(filter, _stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return true;
    }

    /// <summary>Ends the replay between two transactions. What went back went back.</summary>
    public void Stop()
    {
        lock (_lock)
            if (_state.IsRunning)
                _stop?.Cancel();
    }

    private void Run(LetterFilter filter, CancellationTokenSource stop)
    {
        try
        {
            using var consumer = consumers.Create<byte[]?, byte[]?>();
            var replay = new DeadLetterReplay(producers, LetterDesk.Topic, time);
            var result = replay.Run(
                () => new(consumer, admin, LetterDesk.Topic), filter, count => Show(_state with { Replayed = _state.Replayed + count }), stop.Token);
            LogDone(_state.What, result.Selected, result.Before);
            Show(_state with { IsRunning = false, Result = result });
        }
        catch (OperationCanceledException)
        {
            Show(_state with { IsRunning = false, Failure = "It was stopped. What went back went back, and another replay goes on from there." });
        }
        catch (KafkaException e)
        {
            string reason = MissingAcl.Reason(e.Error, "Write", $"{Topics.Transactions.Name} --topic {LetterDesk.Topic}", transactionalId: $"replay-{LetterDesk.Topic}");
            LogFailed(_state.What, reason);
            Show(_state with { IsRunning = false, Failure = $"Kafka did not take it: {reason}. What went back went back, and another replay goes on from there." });
        }
        catch (ServiceSettingException e)
        {
            Show(_state with { IsRunning = false, Failure = e.Message });
        }
        finally
        {
            stop.Dispose();
        }
    }

    private void Show(ReplayState state)
    {
        _state = state;
        Changed?.Invoke();
    }

    [LoggerMessage(LogLevel.Information, "replay of {What}: {Selected} letters went back, {Before} had gone back before")]
    private partial void LogDone(string what, int selected, int before);

    [LoggerMessage(LogLevel.Warning, "replay of {What} failed: {Reason}")]
    private partial void LogFailed(string what, string reason);
}

/// <summary>How a replay is going.</summary>
/// <param name="What">Which letters, in words.</param>
/// <param name="IsRunning">Whether it goes on.</param>
/// <param name="Replayed">How many letters went back so far.</param>
/// <param name="Result">What became of all letters, once it has ended well.</param>
/// <param name="Failure">Why it ended, if not well.</param>
internal sealed record ReplayState(string What, bool IsRunning, int Replayed, ReplayResult? Result, string? Failure)
{
    /// <summary>There was no replay yet.</summary>
    public static readonly ReplayState None = new("", false, 0, null, null);
}
