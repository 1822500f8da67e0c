using System.IO.Hashing;
using Confluent.Kafka;
using Consumer.Service.DeadLetters;
using Consumer.Service.Delivery;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;

namespace Consumer.Service.Handling;

/// <summary>
/// Handles a batch: the transactions of one key in the order of the log, those of different keys in as many rows side by side as
/// <c>Consumer:Parallelism</c> says. Bytes that are no transaction are given up at once.
/// </summary>
internal sealed class BatchHandling(HandlerAttempts attempts, HandlingOptions options)
{
    /// <summary>Fills the batch's handled messages and dead letters.</summary>
    /// <exception cref="OperationCanceledException">Ended before all were handled.</exception>
    public async Task RunAsync(Batch batch, CancellationToken cancellationToken)
    {
        var messages = batch.Messages;
        var handled = new Handled[messages.Count];
        if (options.Parallelism == 1)
            await HandleRowAsync(batch, Enumerable.Range(0, messages.Count), handled, cancellationToken);
        else
            await Task.WhenAll(Rows(messages).Select(row => Task.Run(() => HandleRowAsync(batch, row, handled, cancellationToken), cancellationToken)));
        for (int i = 0; i < handled.Length; i++)
            if (handled[i].Transaction is { } transaction)
                batch.Handled.Add(new(messages[i], transaction));
            else
                batch.DeadLetters.Add(new(messages[i], handled[i].Fault!));
    }

    private async Task HandleRowAsync(Batch batch, IEnumerable<int> row, Handled[] handled, CancellationToken cancellationToken)
    {
        var messages = batch.Messages;
        using var limit = new TimeLimit(cancellationToken);
        foreach (int index in row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var _ = batch.Spans.Enter(messages[index]);
            var payload = messages[index].Message.Value;
            handled[index] = payload.Transaction is { } transaction ? await attempts.RunAsync(transaction, limit) : Reject(payload.Rejection!);
        }
    }

    private static Handled Reject(Rejection rejection)
    {
        ProcessSpan.Fail(rejection.Reason.ToString(), rejection.Detail);
        return new(null, Fault.Of(rejection));
    }

    // One key is always in one row. A hash that is the same in every process is not needed: a row lives as long as its batch.
    private IEnumerable<List<int>> Rows(List<ConsumeResult<byte[], TransactionPayload>> messages)
    {
        var rows = new List<int>?[options.Parallelism];
        for (int i = 0; i < messages.Count; i++)
            (rows[XxHash3.HashToUInt64(messages[i].Message.Key) % (ulong)rows.Length] ??= []).Add(i);
        return rows.OfType<List<int>>();
    }
}
