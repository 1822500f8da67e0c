using System.Diagnostics;
using Consumer.Service.DeadLetters;
using Consumer.Service.Delivery;
using Consumer.Service.Telemetry;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;
using Polly;
using Polly.Retry;

namespace Consumer.Service.Handling;

/// <summary>Tries one transaction until its handler takes it or it is given up.</summary>
internal sealed partial class HandlerAttempts(
    ITransactionHandler handler, HandlingOptions options, ConsumerOptions consumer, ILogger<HandlerAttempts> logger)
{
    private const string AttemptsAttribute = KafkaTelemetry.Prefix + "handler.attempts";
    private readonly ResiliencePipeline _retry = CreateRetry(options, consumer.Group);

    /// <summary>Handles a transaction; a handler that answers at once costs no more than its call.</summary>
    /// <returns>What takes effect, or why it is given up.</returns>
    /// <exception cref="OperationCanceledException">The limit was ended from outside.</exception>
    public ValueTask<Handled> RunAsync(Transaction transaction, TimeLimit limit)
    {
        var first = Start(transaction, limit.Token);
        return first.IsCompletedSuccessfully ? new(new Handled(first.Result)) : PersistAsync(first, transaction, limit);
    }

    private async ValueTask<Handled> PersistAsync(ValueTask<Transaction> first, Transaction transaction, TimeLimit limit)
    {
        int attempts = 0;
        async ValueTask<Transaction> Attempt(CancellationToken cancellationToken) =>
            await (attempts++ == 0 ? first : Start(transaction, cancellationToken));
        try
        {
            limit.Begin(options.Time);
            return new(await _retry.ExecuteAsync(Attempt, limit.Token));
        }
        catch (Exception e) when (!limit.IsCancelledFromOutside)
        {
            string detail = e is OperationCanceledException ? $"not handled within {options.Time.TotalSeconds:0} s" : e.Message.ReplaceLineEndings(" ");
            LogGivenUp(transaction.Id, attempts, detail);
            ProcessSpan.Fail(e);
            return new(null, new(e is TransactionRefusedException ? "Refused" : "HandlerFailed", detail, attempts, e.GetType().FullName));
        }
        finally
        {
            if (attempts > 1)
                Activity.Current?.SetTag(AttemptsAttribute, attempts);
            limit.End();
        }
    }

    // A handler that throws before its first await fails like one that throws after it.
    private ValueTask<Transaction> Start(Transaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            return handler.HandleAsync(transaction, cancellationToken);
        }
        catch (Exception e)
        {
            return ValueTask.FromException<Transaction>(e);
        }
    }

    private static ResiliencePipeline CreateRetry(HandlingOptions options, string group) => options.Attempts == 1
        ? ResiliencePipeline.Empty
        : new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(e => e is not (TransactionRefusedException or OperationCanceledException)),
            MaxRetryAttempts = options.Attempts - 1,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.Delay,
            MaxDelay = options.Time,
            OnRetry = _ =>
            {
                ConsumerTelemetry.CountRetry(group);
                return default;
            },
        }).Build();

    [LoggerMessage(LogLevel.Warning, "transaction {Id} given up after {Attempts} attempts: {Detail}")]
    private partial void LogGivenUp(Guid id, int attempts, string detail);
}

/// <summary>What became of one transaction.</summary>
/// <param name="Transaction">What takes effect; null if it is given up.</param>
/// <param name="Fault">Why it is given up.</param>
internal readonly record struct Handled(Transaction? Transaction, Fault? Fault = null);
