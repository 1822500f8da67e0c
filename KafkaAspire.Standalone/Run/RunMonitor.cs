using System.Diagnostics;
using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.Standalone.Audit;
using KafkaAspire.Standalone.Brokers;
using KafkaAspire.Standalone.Services;

namespace KafkaAspire.Standalone.Run;

/// <summary>Takes the run's figures from where they are true: the journals, the brokers' offsets, and for bytes the producers.</summary>
internal sealed class RunMonitor(AuditSources sources, GroupOffsets offsets, ServiceFleet fleet)
{
    private static readonly TimeSpan RateOver = TimeSpan.FromSeconds(0.9);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private readonly SemaphoreSlim _one = new(1);
    private RunFigures _rateBase = new();
    private IReadOnlyDictionary<int, long> _transactionEnds = sources.Start.Of(Topics.Transactions);

    public RunFigures Latest { get; private set; } = new();

    /// <summary>Where the topics ended when the brokers last answered.</summary>
    public TopicEnds Ends { get; private set; } = sources.Start;

    /// <summary>How far the group had settled, by the ledger or when the brokers last answered.</summary>
    public IReadOnlyDictionary<int, long> Settled { get; private set; } = new Dictionary<int, long>();

    /// <summary>
    /// Whether the group has settled everything that is in the topic; while no broker answers, everything that the producers know to be there. What
    /// was seen settled stays so, whoever answers now.
    /// </summary>
    public bool IsEverythingSettled
    {
        get
        {
            var starts = sources.Start.Of(Topics.Transactions);
            return _transactionEnds.All(end => end.Value <= starts.GetValueOrDefault(end.Key) || Settled.GetValueOrDefault(end.Key) >= end.Value);
        }
    }

    /// <summary>Takes the figures until the brokers have answered, so that nothing is missing from them; after a while without their answer.</summary>
    /// <param name="atOnce">Ends the wait for it.</param>
    /// <returns>Whether they have answered: otherwise <see cref="Ends"/> is as it was when they last did.</returns>
    public async Task<bool> CompleteAsync(CancellationToken atOnce)
    {
        var time = Stopwatch.StartNew();
        while (!(await SampleAsync()).BrokersAnswer)
        {
            if (time.Elapsed > Patience || atOnce.IsCancellationRequested)
                return false;
            await Task.Delay(Pause);
        }
        return true;
    }

    /// <summary>Takes the figures anew.</summary>
    public async Task<RunFigures> SampleAsync()
    {
        await _one.WaitAsync();
        try
        {
            bool answer = await AskBrokersAsync();
            // While no broker answers: as far as the producers know.
            _transactionEnds = answer
                ? Ends.Of(Topics.Transactions)
                : sources.Journal.ReadPartitions().ToDictionary(partition => partition.Key, partition => partition.Value.NextOffset);
            var figures = Read(answer);
            if (figures.Elapsed - _rateBase.Elapsed >= RateOver)
            {
                figures = figures.Since(_rateBase);
                _rateBase = figures;
            }
            else
                figures = figures with { AcknowledgedRate = Latest.AcknowledgedRate, AppliedRate = Latest.AppliedRate, ByteRate = Latest.ByteRate };
            return Latest = figures;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<bool> AskBrokersAsync()
    {
        try
        {
            // Settled first: an end that is read later can only be further, so "everything" is never claimed too early.
            Settle(sources.SettledInLedger());
            Settle(await offsets.ReadSettledAsync());
            Ends = await offsets.ReadEndsAsync();
            sources.Follow(Ends);
            return true;
        }
        catch (KafkaException)
        {
            return false; // shown as such; a broker that is down comes back, or others take over
        }
    }

    private void Settle(IReadOnlyDictionary<int, long> next) => Settled = Settled.Keys.Union(next.Keys)
        .ToDictionary(partition => partition, partition => Math.Max(Settled.GetValueOrDefault(partition), next.GetValueOrDefault(partition)));

    private RunFigures Read(bool brokersAnswer)
    {
        var starts = sources.Start.Of(Topics.Transactions);
        var ends = Ends.Of(Topics.Transactions);
        long settled = Settled.Sum(next => Math.Max(0, next.Value - starts.GetValueOrDefault(next.Key)));
        long deadLettered = sources.DeadLettersSoFar(Ends);
        return new()
        {
            Elapsed = _time.Elapsed,
            Acknowledged = sources.Journal.CountAll(),
            Applied = Math.Max(0, settled - deadLettered),
            DeadLettered = deadLettered,
            Lag = ends.Sum(end => Math.Max(0, end.Value - Settled.GetValueOrDefault(end.Key))),
            Bytes = fleet.Of(ServiceKind.Producer).Sum(producer => producer.Status?.Bytes ?? 0),
            BrokersAnswer = brokersAnswer,
        };
    }
}
