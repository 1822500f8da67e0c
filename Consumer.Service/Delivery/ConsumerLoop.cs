using System.Diagnostics;
using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Hosting;
using KafkaAspire.ServiceDefaults.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;
using Consumer.Service.Ledger;

namespace Consumer.Service.Delivery;

/// <summary>
/// Poll a batch, process it, settle it. Nothing is polled while a batch is processed (librdkafka fetches ahead meanwhile), so no rebalance can
/// interleave with processing.
/// </summary>
internal sealed partial class ConsumerLoop(
    InstrumentedConsumer<byte[], TransactionPayload> consumer,
    Assignment assignment,
    IDelivery delivery,
    ISink sink,
    ConsumerOptions options,
    ConsumerStatus status,
    ServiceExit exit,
    IHostApplicationLifetime lifetime,
    ILogger<ConsumerLoop> logger) : StartedService(lifetime)
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(200);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await sink.OpenAsync(stoppingToken);
            consumer.Subscribe(Topics.Transactions.Name);
            while (!stoppingToken.IsCancellationRequested)
                await PollAndSettleAsync();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopping();
        }
        catch (Exception e) when (e is KafkaException or LedgerException)
        {
            exit.Fail(e is KafkaException kafka ? $"Kafka: {kafka.Error.Reason}" : e.Message);
        }
        finally
        {
            status.State = "stopped";
            consumer.Close();
        }
    }

    private async Task PollAndSettleAsync()
    {
        var batch = assignment.Batch;
        batch.Clear();
        Poll(batch);
        Announce(assignment.TakeUnannounced());
        if (batch.IsEmpty)
            return;
        long started = Stopwatch.GetTimestamp();
        Exception? error = null;
        var spans = batch.Messages.Select(message => ProcessSpan.Start(message, options.Group)).Where(span => span is not null).ToList();
        try
        {
            // A batch that was polled is settled, also when the service is told to stop meanwhile.
            var outcome = await delivery.SettleAsync(batch, CancellationToken.None);
            if (outcome.Refusal is null)
                OnSettled(batch, outcome);
            else
                Rewind(batch, outcome.Refusal);
        }
        catch (Exception e)
        {
            error = e;
            throw;
        }
        finally
        {
            spans.ForEach(span => span!.Dispose());
            ProcessSpan.Record(Topics.Transactions.Name, options.Group, Stopwatch.GetElapsedTime(started), error);
        }
    }

    private void Poll(Batch batch)
    {
        try
        {
            consumer.Poll(batch.Messages, options.BatchSize, Wait);
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            // What was taken before the error is settled; the client goes on by itself.
            LogConsumeError(e.Error.Reason);
        }
    }

    private void OnSettled(Batch batch, Outcome outcome)
    {
        if (delivery.OffsetStore is not null)
            Announce(batch.NextOffsets());
        status.Add(batch, outcome);
    }

    // For the lag that others see; where a partition goes on is the sink's word.
    private void Announce(List<TopicPartitionOffset> offsets) => offsets.ForEach(consumer.Client.StoreOffset);

    private void Rewind(Batch batch, string refusal)
    {
        LogRefused(batch.Messages.Count, refusal);
        var partitions = batch.NextOffsets().ConvertAll(offset => offset.TopicPartition);
        var positions = delivery.OffsetStore?.FindPositions(partitions) ?? consumer.FindCommitted(partitions);
        positions.ForEach(consumer.Client.Seek);
    }

    [LoggerMessage(LogLevel.Warning, "late write of {Count} messages refused, going back to what is settled: {Reason}")]
    private partial void LogRefused(int count, string reason);

    [LoggerMessage(LogLevel.Warning, "poll: {Reason}")]
    private partial void LogConsumeError(string reason);

    [LoggerMessage(LogLevel.Information, "stopping")]
    private partial void LogStopping();
}
