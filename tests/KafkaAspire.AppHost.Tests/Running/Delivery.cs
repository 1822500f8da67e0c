using System.Net.Http.Json;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Npgsql;

namespace KafkaAspire.AppHost.Tests.Running;

/// <summary>What the producers had acknowledged, what is in the topic, and what the ledger holds: read from each of them.</summary>
internal sealed class Delivery(RunningApp app)
{
    private const string Topic = "transactions", UrlsVariable = "ASPNETCORE_URLS";
    private static readonly HttpClient Http = new();

    /// <summary>A producer's own figures.</summary>
    public async Task<ProducerFigures> FiguresAsync(string producer)
    {
        string urls = app.State(producer).EnvironmentVariables.Single(variable => variable.Name == UrlsVariable).Value!;
        var address = new Uri(urls.Split(';').Order(StringComparer.Ordinal).First());
        return (await Http.GetFromJsonAsync<ProducerFigures>(new Uri(address, "/status"), TestContext.Current.CancellationToken))!;
    }

    /// <summary>
    /// Pauses the producers and waits until the ledger holds every record of the topic, each once; lets them go on.
    /// </summary>
    public async Task AllAppliedOnceAsync()
    {
        foreach (string producer in app.Replicas("producer"))
            Assert.True((await app.CommandAsync(producer, "pause")).Success);
        await Eventually.TrueAsync(async () => (await Task.WhenAll(app.Replicas("producer").Select(FiguresAsync))).All(f => f is { Paused: true, InFlight: 0 }), () => "nothing is in flight");
        var figures = await Task.WhenAll(app.Replicas("producer").Select(FiguresAsync));
        long records = await RecordsAsync();
        // A producer that started anew counts from nothing; none of these tests starts one.
        Assert.Equal(figures.Sum(f => f.Acknowledged), records);

        (long Applied, long Distinct) ledger = default;
        await Eventually.TrueAsync(async () => (ledger = await LedgerAsync()).Applied >= records, () => $"{records} applied, not {ledger.Applied}");
        Assert.Equal((records, records), ledger);
        foreach (string producer in app.Replicas("producer"))
            Assert.True((await app.CommandAsync(producer, "resume")).Success);
    }

    /// <summary>How many records are in the topic.</summary>
    public async Task<long> RecordsAsync() => (await EndsAsync(OffsetSpec.Latest())).Sum(end => end.Offset.Value);

    /// <summary>The first or next offset of each partition.</summary>
    public async Task<IReadOnlyList<TopicPartitionOffset>> EndsAsync(OffsetSpec which)
    {
        using IAdminClient admin = await app.AdminAsync();
        var described = await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([Topic]));
        var ends = await admin.ListOffsetsAsync(
            described.TopicDescriptions.Single().Partitions.Select(p => new TopicPartitionOffsetSpec { TopicPartition = new(Topic, p.Partition), OffsetSpec = which }));
        return [.. ends.ResultInfos.Select(end => end.TopicPartitionOffsetError.TopicPartitionOffset).OrderBy(end => end.Partition.Value)];
    }

    private async Task<(long Applied, long Distinct)> LedgerAsync()
    {
        await using var connection = new NpgsqlConnection(await app.ConnectionAsync("ledger"));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("SELECT count(*), count(DISTINCT id) FROM entries", connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>The part of <c>/status</c> that is of interest here.</summary>
    internal sealed record ProducerFigures(long Acknowledged, int InFlight, bool Paused);
}
