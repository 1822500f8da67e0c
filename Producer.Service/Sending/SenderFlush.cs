using KafkaAspire.ServiceDefaults.Hosting;
using KafkaAspire.ServiceDefaults.Kafka.Access;

namespace Producer.Service.Sending;

/// <summary>Keeps the journal on its way to the disk, and at the end waits for the answers that are still out.</summary>
internal sealed partial class SenderFlush(
    TransactionSender sender, Throttle throttle, AccessGuard access, ServiceExit exit, ILogger<SenderFlush> logger) : BackgroundService
{
    private static readonly TimeSpan JournalInterval = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(JournalInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                sender.FlushJournal();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogFlushing(throttle.InFlight);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // No broker will answer: the wait would only be more attempts.
        if (access.IsShut)
        {
            sender.FlushJournal();
            return;
        }
        try
        {
            await Task.Run(() => sender.Flush(cancellationToken), CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            exit.Fail($"stopped with {throttle.InFlight} messages not acknowledged");
        }
        if (sender.Failed > 0)
            exit.Fail($"{sender.Failed} messages were not acknowledged");
        if (sender.Acknowledged > 0)
            LogDone(sender.Acknowledged);
    }

    [LoggerMessage(LogLevel.Debug, "flushing {InFlight} messages")]
    private partial void LogFlushing(int inFlight);

    [LoggerMessage(LogLevel.Information, "{Acknowledged} messages acknowledged")]
    private partial void LogDone(long acknowledged);
}
