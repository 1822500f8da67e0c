using KafkaAspire.Contracts;

namespace Consumer.Service.Handling;

/// <summary>
/// What this service does with a transaction before it takes effect: the place for a check, a look-up, a call. Replace the registration in
/// <c>HandlingSetup</c> by your own.
/// </summary>
/// <remarks>
/// The effect itself is what the handler returns: the sink writes it together with the offset. A handler may run more than once for one
/// transaction (a retry, a crash before the write), so whatever else it changes must bear that. One account's transactions come one after the
/// other, in the order of the log; those of different accounts may come at the same time.
/// </remarks>
public interface ITransactionHandler
{
    /// <summary>Handles one transaction.</summary>
    /// <param name="transaction">The transaction as it was read.</param>
    /// <param name="cancellationToken">Ends when the partition goes to another consumer, the service stops, or the time for one message is up.</param>
    /// <returns>What takes effect: most often the transaction itself.</returns>
    /// <exception cref="TransactionRefusedException">It will never be taken: to the dead-letter topic, without another attempt.</exception>
    /// <exception cref="Exception">Any other: tried again with growing pauses, then to the dead-letter topic.</exception>
    ValueTask<Transaction> HandleAsync(Transaction transaction, CancellationToken cancellationToken);
}

/// <summary>A handler's word that a transaction will never be taken, however often it is tried.</summary>
/// <param name="message">Why, in one line.</param>
public sealed class TransactionRefusedException(string message) : Exception(message);
