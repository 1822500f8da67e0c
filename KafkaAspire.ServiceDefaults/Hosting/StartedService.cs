using Microsoft.Extensions.Hosting;

namespace KafkaAspire.ServiceDefaults.Hosting;

/// <summary>
/// A background service that begins only once the whole host has started: a service whose port is taken, or whose settings are wrong, has then
/// done nothing yet.
/// </summary>
/// <param name="lifetime">The host's lifetime.</param>
public abstract class StartedService(IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>The service's work.</summary>
    /// <param name="stoppingToken">Tells that the host stops.</param>
    protected abstract Task RunAsync(CancellationToken stoppingToken);

    /// <inheritdoc />
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var onStarted = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        using var onStopping = stoppingToken.Register(() => started.TrySetCanceled(stoppingToken));
        await Task.WhenAny(started.Task);
        if (!stoppingToken.IsCancellationRequested)
            await RunAsync(stoppingToken);
    }
}
