using Confluent.Kafka;
using Explorer.Service;
using Explorer.Service.Cluster;
using Explorer.Service.Cluster.Wire;
using Explorer.Service.Lag;
using Microsoft.Extensions.Logging.Abstractions;

namespace KafkaAspire.Explorer.Tests.Lag;

/// <summary>The Explorer's scans without its pages, taken when a test wants one.</summary>
internal sealed class Monitor : IDisposable
{
    private readonly MessageTimes _times;
    private readonly ClusterScan _scan;
    private ClusterSnapshot? _last;

    public Monitor(string brokers, ExplorerOptions options, Action<ClientConfig>? secure = null)
    {
        var client = new ClientConfig { BootstrapServers = brokers };
        secure?.Invoke(client);
        _times = new(LagExtensions.TimesConsumer(client), NullLogger<MessageTimes>.Instance);
        var lags = new LagMonitor(_times, new(NullLogger<LagAlarm>.Instance), options);
        _scan = new(BrokerAddress.Parse(brokers), BrokerAccess.From(client), options, lags, TimeProvider.System);
        Watch = new(_scan, options, TimeProvider.System, NullLogger<ClusterWatch>.Instance);
    }

    /// <summary>The same scan, as a service that has to be started.</summary>
    public ClusterWatch Watch { get; }

    public async Task<ClusterSnapshot> ScanAsync() => _last = await _scan.TakeAsync(_last);

    public async Task<ConsumerGroup> ScanAsync(string group) => (await ScanAsync()).Groups.Single(one => one.Id == group);

    /// <summary>Scans twice a second until a condition holds.</summary>
    public async Task<ClusterSnapshot> UntilAsync(Func<ClusterSnapshot, bool> condition, string expected)
    {
        await Eventually.TrueAsync(async () => condition(await ScanAsync()), expected);
        return _last!;
    }

    public void Dispose()
    {
        Watch.Dispose();
        _scan.Dispose();
        _times.Dispose();
    }
}
