using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Explorer.Service.Telemetry;

namespace KafkaAspire.Explorer.Tests.Lag;

/// <summary>What is exported: names, kinds, units and attributes, without anybody who looks at a page and without a consumer alive.</summary>
[Collection(nameof(LagCollection))]
public sealed class MetricsTests(LagFixture fixture)
{
    // As the Collector's kafkametrics receiver documents them, and below the line what it does not have.
    private const string Expected = """
        kafka.brokers {brokers} UpDown -
        kafka.consumer_group.lag 1 Gauge group,partition,topic
        kafka.consumer_group.lag_sum 1 Gauge group,topic
        kafka.consumer_group.members {members} UpDown group
        kafka.consumer_group.offset 1 Gauge group,partition,topic
        kafka.consumer_group.offset_sum 1 Gauge group,topic
        kafka.partition.current_offset 1 Gauge partition,topic
        kafka.partition.oldest_offset 1 Gauge partition,topic
        kafka.partition.replicas {replicas} UpDown partition,topic
        kafka.partition.replicas_in_sync {replicas} UpDown partition,topic
        kafka.topic.partitions {partitions} UpDown topic
        kafka.consumer_group.partitions {partitions} UpDown group,status
        kafka.consumer_group.status 1 Gauge group,partition,topic
        kafka.consumer_group.time_lag s Gauge group,partition,topic
        """;

    [Fact]
    public async Task They_are_those_of_the_receiver_and_hold_the_clusters_figures()
    {
        string topic = await fixture.CreateAsync("measured", 2);
        await fixture.WriteAsync(topic, 0, 10);
        await fixture.CommitAsync("measured", new(topic, 0, 4), new(topic, 1, 0));
        using var monitor = new Monitor(fixture.Brokers, new() { ScanInterval = TimeSpan.FromSeconds(1), StatusWindow = TimeSpan.FromSeconds(2) });
        using var metrics = new ClusterMetrics(monitor.Watch);
        await monitor.Watch.StartAsync(TestContext.Current.CancellationToken);
        var seen = new ConcurrentDictionary<string, double>();
        var shapes = new ConcurrentDictionary<string, bool>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Meter.Name == ClusterMetrics.MeterName) self.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        await Eventually.TrueAsync(() =>
        {
            seen.Clear();
            listener.RecordObservableInstruments();
            return Task.FromResult(seen.GetValueOrDefault($"kafka.consumer_group.status group=measured,partition=0,topic={topic}") == 4);
        }, "the group without consumers has stopped");
        await monitor.Watch.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Expected.Split('\n').Order(), shapes.Keys.Order());
        Assert.Equal(3, seen["kafka.brokers "]);
        Assert.Equal(2, seen[$"kafka.topic.partitions topic={topic}"]);
        Assert.Equal(10, seen[$"kafka.partition.current_offset partition=0,topic={topic}"]);
        Assert.Equal(0, seen[$"kafka.partition.oldest_offset partition=0,topic={topic}"]);
        Assert.Equal(3, seen[$"kafka.partition.replicas partition=1,topic={topic}"]);
        Assert.Equal(3, seen[$"kafka.partition.replicas_in_sync partition=1,topic={topic}"]);
        Assert.Equal(0, seen["kafka.consumer_group.members group=measured"]);
        Assert.Equal(4, seen[$"kafka.consumer_group.offset group=measured,partition=0,topic={topic}"]);
        Assert.Equal(4, seen[$"kafka.consumer_group.offset_sum group=measured,topic={topic}"]);
        Assert.Equal(6, seen[$"kafka.consumer_group.lag group=measured,partition=0,topic={topic}"]);
        Assert.Equal(0, seen[$"kafka.consumer_group.lag group=measured,partition=1,topic={topic}"]);
        Assert.Equal(6, seen[$"kafka.consumer_group.lag_sum group=measured,topic={topic}"]);
        Assert.True(seen[$"kafka.consumer_group.time_lag group=measured,partition=0,topic={topic}"] > 1);
        Assert.Equal(0, seen[$"kafka.consumer_group.time_lag group=measured,partition=1,topic={topic}"]);
        Assert.Equal(1, seen["kafka.consumer_group.partitions group=measured,status=STOP"]);
        Assert.Equal(1, seen["kafka.consumer_group.partitions group=measured,status=OK"]);
        Assert.Equal(0, seen["kafka.consumer_group.partitions group=measured,status=STALL"]);

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var sorted = tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal).ToList();
            seen[$"{instrument.Name} {string.Join(',', sorted.Select(tag => $"{tag.Key}={tag.Value}"))}"] = value;
            string kind = instrument.GetType().Name.StartsWith("ObservableUpDownCounter", StringComparison.Ordinal) ? "UpDown" : "Gauge";
            shapes[$"{instrument.Name} {instrument.Unit} {kind} {(sorted.Count == 0 ? "-" : string.Join(',', sorted.Select(tag => tag.Key)))}"] = true;
        }
    }
}
