using System.Diagnostics;
using KafkaAspire.ServiceDefaults.Hosting;
using Producer.Service.Sending;

namespace Producer.Service.Sources;

/// <summary>Sends made-up transactions at a rate, for ever or up to a number.</summary>
internal sealed partial class GenerateSource(
    TransactionSender sender,
    Throttle throttle,
    Burst burst,
    ProducerOptions options,
    TimeProvider clock,
    ServiceExit exit,
    IHostApplicationLifetime lifetime,
    ILogger<GenerateSource> logger) : StartedService(lifetime)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A thread of its own: sending blocks whenever the cluster can't keep up.
            await Task.Factory.StartNew(() => Generate(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await Task.Run(() => sender.Flush(stoppingToken), CancellationToken.None);
            exit.Complete();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped(sender.Acknowledged);
        }
    }

    private void Generate(CancellationToken stoppingToken)
    {
        var generator = new TransactionGenerator(options.Generate, clock);
        long bound = options.Generate.Messages == 0 ? long.MaxValue : options.Generate.Messages;
        var pace = new Pace(options.Generate.Rate);
        for (long sent = 0; sent < bound;)
        {
            long due = Math.Min(pace.Due() + burst.Take(), bound - sent);
            for (long i = 0; i < due; i++)
                sender.Send(generator.Next(), stoppingToken);
            sent += due;
            if (throttle.IsPaused)
                pace.Restart();
            if (due == 0)
                stoppingToken.WaitHandle.WaitOne(Tick);
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Tells how many messages are due. What was missed while the cluster was away or the source was paused is not made up for.</summary>
    private sealed class Pace(long rate)
    {
        private const long Unbounded = 1_000;
        private long _last = Stopwatch.GetTimestamp();
        private double _owed;

        public long Due()
        {
            if (rate == 0)
                return Unbounded;
            long now = Stopwatch.GetTimestamp();
            _owed = Math.Min(_owed + Stopwatch.GetElapsedTime(_last, now).TotalSeconds * rate, Math.Max(1, rate));
            _last = now;
            long due = (long)_owed;
            _owed -= due;
            return due;
        }

        public void Restart() => _last = Stopwatch.GetTimestamp();
    }

    [LoggerMessage(LogLevel.Information, "generator stopped, {Acknowledged} messages acknowledged so far")]
    private partial void LogStopped(long acknowledged);
}
