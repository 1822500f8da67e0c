using Confluent.Kafka;

namespace Explorer.Service.Cluster;

/// <summary>
/// Asks the cluster again and again, one scan after the other, for everybody at once: often while somebody watches, at the metrics' interval
/// while nobody does. What it says last is what pages, the API and metrics show.
/// </summary>
public sealed partial class ClusterWatch : BackgroundService
{
    private readonly ClusterScan _scan;
    private readonly ExplorerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ClusterWatch> _logger;
    private readonly SharedRounds<ClusterView> _scans = new();
    private volatile ClusterView _current = ClusterView.NotYet;

    internal ClusterWatch(ClusterScan scan, ExplorerOptions options, TimeProvider time, ILogger<ClusterWatch> logger)
    {
        _scan = scan;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <summary>What is known of the cluster now.</summary>
    public ClusterView Current => _current;

    /// <summary>A scan is over. Unlike <see cref="Watch"/> it is told without wanting more of them; whoever hears it must return at once.</summary>
    public event Action<ClusterView>? Scanned;

    /// <summary>Calls back after each scan until the result is disposed, and scans often meanwhile.</summary>
    /// <param name="onScanned">Called on the watch's thread: it must return at once.</param>
    public IDisposable Watch(Action onScanned) => _scans.Watch(onScanned);

    /// <summary>Waits for a scan that begins after this call; callers at the same time share one.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ClusterView> ScanAsync(CancellationToken cancellationToken) => _scans.NextAsync(cancellationToken);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                long start = _time.GetTimestamp();
                await ScanOnceAsync();
                await WaitAsync(_time.GetElapsedTime(start), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _scans.Stop();
        }
    }

    private async Task ScanOnceAsync()
    {
        var scanned = _scans.Begin();
        try
        {
            Show(_current.With(await _scan.TakeAsync(_current.Snapshot)));
        }
        catch (KafkaException e)
        {
            Show(_current.With(e.Error, _time.GetUtcNow()));
        }
        scanned.SetResult(_current);
    }

    private void Show(ClusterView view)
    {
        if (view.Failure is { } failure && _current.Failure is null)
            LogLost(failure.Reason);
        else if (view.Failure is null && _current.Failure is not null)
            LogFound();
        _current = view;
        Scanned?.Invoke(view);
        _scans.Tell();
    }

    // Waits as long as it worked at least: a cluster so large, or so ill, that a scan takes long is not asked without a pause.
    private async Task WaitAsync(TimeSpan worked, CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromMilliseconds(Math.Min(worked.TotalMilliseconds, 5000));
        await Task.Delay(pause, _time, stoppingToken);
        var (watched, wanted) = _scans.Demand;
        var interval = watched ? _options.RefreshInterval : _options.ScanInterval;
        var rest = interval - worked - pause;
        if (!watched && interval == TimeSpan.Zero)
            await wanted.WaitAsync(stoppingToken);
        else if (rest > TimeSpan.Zero)
            await Task.WhenAny(Task.Delay(rest, _time, stoppingToken), wanted);
        stoppingToken.ThrowIfCancellationRequested();
    }

    [LoggerMessage(LogLevel.Warning, "The cluster does not answer: {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(LogLevel.Information, "The cluster answers again")]
    private partial void LogFound();
}
