using Confluent.Kafka;
using Consumer.Service.Telemetry;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Hosting;
using KafkaAspire.ServiceDefaults.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Access;

namespace Consumer.Service.Delivery;

/// <summary>
/// Poll a batch, settle it. Nothing is polled meanwhile (librdkafka fetches ahead), unless it takes so long that the group must be told that this
/// consumer lives.
/// </summary>
internal sealed partial class ConsumerLoop(
    InstrumentedConsumer<byte[], TransactionPayload> consumer,
    Assignment assignment,
    BatchInFlight inFlight,
    StoppedPartitions stopped,
    GroupOffsets groupOffsets,
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
                await PollAndSettleAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopping();
        }
        catch (Exception e) when (e is KafkaException or SinkException)
        {
            exit.Fail(e is KafkaException kafka ? Describe(kafka.Error) : e.Message);
        }
        finally
        {
            status.HasStopped = true;
            consumer.Close();
        }
    }

    private async Task PollAndSettleAsync(CancellationToken stoppingToken)
    {
        var batch = assignment.Batch;
        batch.Clear();
        stopped.ResumeDue(assignment.Partitions);
        Guarded(() => batch.Fill((messages, onEnd) => consumer.Poll(messages, options.BatchSize, Wait, onEnd), status.FindNext));
        Announce(assignment.TakeUnannounced());
        if (batch.IsEmpty)
            return;
        string? error = null;
        batch.Spans.Start(consumer, Topics.Transactions.Name, batch.Messages);
        try
        {
            int polled = batch.Messages.Count;
            var outcome = await inFlight.RunAsync(cancel => delivery.SettleAsync(batch, cancel), KeepMembership, stoppingToken);
            if (outcome.Refusal is { } refusal)
                batch.Spans.Fail(error = Outcome.Refused, refusal);
            OnSettled(batch, polled, outcome);
        }
        catch (Exception e)
        {
            error = e.GetType().FullName;
            batch.Spans.Fail(e);
            throw;
        }
        finally
        {
            batch.Spans.End(error);
        }
    }

    private void KeepMembership() => Guarded(consumer.KeepMembership);

    // What was taken before an error is settled; the client goes on by itself.
    private void Guarded(Action poll)
    {
        try
        {
            poll();
        }
        catch (ConsumeException e) when (!e.Error.IsFatal && !AccessRefusal.IsForbidden(e.Error))
        {
            LogConsumeError(e.Error.Reason);
        }
    }

    private void OnSettled(Batch batch, int polled, Outcome outcome)
    {
        if (outcome.Refusal is { } refusal)
        {
            ConsumerTelemetry.CountRefusedBatch(options.Group);
            Rewind(batch, polled, refusal);
        }
        else
        {
            if (delivery.CommitsByClock)
                Announce(batch.NextOffsets());
            status.Add(batch, outcome);
            ConsumerTelemetry.CountSettled(options.Group, outcome.Applied, outcome.Suppressed);
            ConsumerTelemetry.RecordAges(options.Group, batch.Handled);
        }
        stopped.Stop(batch.Stopped);
    }

    // The client commits it with the next beat of its clock unless it is committed, and again until the group takes it.
    private void Announce(List<TopicPartitionOffset> offsets) => offsets.ForEach(consumer.Client.StoreOffset);

    private void Rewind(Batch batch, int polled, string refusal)
    {
        LogRefused(polled, refusal);
        var partitions = batch.NextOffsets().ConvertAll(offset => offset.TopicPartition);
        var positions = delivery.OffsetStore?.FindPositions(partitions) ?? groupOffsets.Find(consumer.Client, partitions);
        foreach (var position in positions)
            consumer.Client.Seek(position.Offset == Offset.Unset ? new(position.TopicPartition, Offset.Beginning) : position);
    }

    private string Describe(Error error) =>
        AccessRefusal.Describe(error, "Read", Topics.Transactions.Name, options.Group) ?? $"Kafka: {error.Reason}";

    [LoggerMessage(LogLevel.Warning, "{Count} messages not applied, going back to what is settled: {Reason}")]
    private partial void LogRefused(int count, string reason);

    [LoggerMessage(LogLevel.Warning, "poll: {Reason}")]
    private partial void LogConsumeError(string reason);

    [LoggerMessage(LogLevel.Information, "stopping")]
    private partial void LogStopping();
}
