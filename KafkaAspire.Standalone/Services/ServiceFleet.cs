using System.Net.Http.Json;

namespace KafkaAspire.Standalone.Services;

/// <summary>All services of a run. Nothing in it restarts anything: what is gone stays gone until someone asks for another.</summary>
/// <remarks>Thread-safe: keys change it while the view reads it.</remarks>
internal sealed class ServiceFleet(ServiceLauncher launcher) : IAsyncDisposable
{
    private readonly List<ServiceProcess> _services = [];
    private readonly Lock _lock = new();
    private readonly Lazy<HttpClient> _http = new(() => new() { Timeout = TimeSpan.FromSeconds(1) });

    public IReadOnlyList<ServiceProcess> All
    {
        get
        {
            lock (_lock)
                return [.. _services];
        }
    }

    public IReadOnlyList<ServiceProcess> Of(ServiceKind kind) => [.. All.Where(service => service.Kind == kind)];

    public bool AnyRuns(ServiceKind kind) => Of(kind).Any(service => service.IsRunning);

    /// <summary>Whether the consumers were told to leave, as they are at the run's end: none may join any more.</summary>
    public bool AreConsumersLeaving { get; private set; }

    public ServiceProcess? Explorer => Of(ServiceKind.Explorer).FirstOrDefault();

    public void StartProducers(int count)
    {
        for (int number = 1; number <= count; number++)
            Add(launcher.StartProducer(number));
    }

    public void StartConsumers(int count)
    {
        for (int number = 1; number <= count; number++)
            Add(launcher.StartConsumer(number));
    }

    public void StartExplorer() => Add(launcher.StartExplorer());

    /// <summary>Starts one consumer more, under the first name that is free.</summary>
    public string AddConsumer()
    {
        var taken = Of(ServiceKind.Consumer).Where(consumer => consumer.IsRunning).Select(consumer => consumer.Name).ToHashSet();
        int number = Enumerable.Range(1, int.MaxValue).First(number => !taken.Contains($"consumer-{number}"));
        var consumer = launcher.StartConsumer(number);
        lock (_lock)
            _services.RemoveAll(gone => gone.Name == consumer.Name);
        Add(consumer);
        return consumer.Name;
    }

    private void Add(ServiceProcess service)
    {
        lock (_lock)
            _services.Add(service);
    }

    /// <summary>Ends all of a kind gracefully, side by side.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="atOnce">Kills what is still there.</param>
    public Task StopAsync(ServiceKind kind, CancellationToken atOnce)
    {
        AreConsumersLeaving |= kind == ServiceKind.Consumer;
        return Task.WhenAll(Of(kind).Select(service => service.StopAsync(atOnce)));
    }

    /// <summary>Asks every service that runs for its status.</summary>
    public Task PollStatusAsync() => Task.WhenAll(All
        .Where(service => service.IsRunning && service.Kind != ServiceKind.Explorer)
        .Select(async service => service.Status = await AskAsync(service) ?? service.Status));

    private async Task<ServiceStatus?> AskAsync(ServiceProcess service)
    {
        try
        {
            return await _http.Value.GetFromJsonAsync(new Uri(service.Address, "/status"), ServiceStatusJson.Default.ServiceStatus);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException or System.Text.Json.JsonException)
        {
            return null; // it starts, ends, hangs, or was killed in the middle of its answer; the last one stays
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(All.Select(service => service.DisposeAsync().AsTask()));
        if (_http.IsValueCreated)
            _http.Value.Dispose();
    }
}
