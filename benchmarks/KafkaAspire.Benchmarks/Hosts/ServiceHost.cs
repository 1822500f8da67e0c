using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KafkaAspire.Benchmarks.Hosts;

/// <summary>A host with the service defaults, as every service of the app has, and what is added to it: a service's own parts, or one Kafka client.</summary>
internal sealed class ServiceHost : IAsyncDisposable
{
    private readonly IHost _host;

    private ServiceHost(IHost host) => _host = host;

    /// <summary>Builds and starts it.</summary>
    /// <param name="brokers">Where its clients start from.</param>
    /// <param name="settings">Settings beside those; what they leave open is as the services ship it.</param>
    /// <param name="add">Adds what it is for.</param>
    public static async Task<ServiceHost> StartAsync(string brokers, IEnumerable<KeyValuePair<string, string?>> settings, Action<IHostApplicationBuilder> add)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(
        [
            new("ConnectionStrings:kafka", brokers),
            // Everything is collected as in a real run; nobody listens there.
            new("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"),
            .. settings,
        ]);
        builder.AddServiceDefaults();
        builder.Logging.ClearProviders();
        add(builder);
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public T GetKeyed<T>(string key) where T : notnull => _host.Services.GetRequiredKeyedService<T>(key);

    /// <summary>Stops it as a service stops, or its consumer would stay in its group.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
