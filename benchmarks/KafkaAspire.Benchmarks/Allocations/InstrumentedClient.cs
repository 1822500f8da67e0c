using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KafkaAspire.Benchmarks.Allocations;

/// <summary>A host with the service defaults, as every service of the app has, and one Kafka client.</summary>
internal sealed class InstrumentedClient : IDisposable
{
    private readonly IHost _host;

    /// <summary>Builds it.</summary>
    /// <param name="brokers">Where the client starts from.</param>
    /// <param name="tracesPerSecond">The sampling; null for the default.</param>
    /// <param name="add">Adds the client.</param>
    public InstrumentedClient(string brokers, string? tracesPerSecond, Action<IHostApplicationBuilder> add)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:kafka"] = brokers,
            // Everything is collected as in a real run; nobody listens there.
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:1",
            ["Telemetry:TracesPerSecond"] = tracesPerSecond,
        });
        builder.AddServiceDefaults();
        builder.Logging.ClearProviders();
        add(builder);
        _host = builder.Build();
        _host.Start();
    }

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public void Dispose() => _host.Dispose();
}
