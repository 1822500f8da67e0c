using System.Collections.Concurrent;

namespace KafkaAspire.AppHost.Tests.Running;

/// <summary>The instances of an application's resources, one a replica, noted as they are announced.</summary>
internal sealed class Instances : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Resource, string Instance), bool> _seen = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;

    public Instances(ResourceNotificationService notifications) => _watching = WatchAsync(notifications);

    /// <summary>The names of a resource's instances, in one order.</summary>
    public IReadOnlyList<string> Of(string resource) =>
        [.. _seen.Keys.Where(seen => seen.Resource == resource).Select(seen => seen.Instance).Order(StringComparer.Ordinal)];

    private async Task WatchAsync(ResourceNotificationService notifications)
    {
        try
        {
            await foreach (ResourceEvent update in notifications.WatchAsync(_end.Token))
                _seen[(update.Resource.Name, update.ResourceId)] = true;
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // Nobody asks any more.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }
}
