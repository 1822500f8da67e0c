using System.Data.Common;
using Confluent.Kafka;

namespace Explorer.Service.Audit.Effects;

/// <summary>Where the effects of transactions are found: the ledger, or the topic of settlements.</summary>
internal interface IEffectSource : IAsyncDisposable
{
    /// <summary>The source in words for people.</summary>
    string Description { get; }

    /// <summary>How far offsets are settled in the source itself; empty where the consumer group settles them.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="log">Which log of that name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DbException">The database does not answer.</exception>
    Task<IReadOnlyDictionary<int, long>> ReadSettledAsync(string topic, string log, CancellationToken cancellationToken);

    /// <summary>Catches up with what there is now, where that takes any work.</summary>
    /// <returns>False if more is left.</returns>
    /// <exception cref="KafkaException">A broker refused.</exception>
    Task<bool> CatchUpAsync(CancellationToken cancellationToken);

    /// <summary>The effects of transactions; those without any are not in it.</summary>
    /// <param name="ids">The transactions' ids.</param>
    /// <param name="topic">The topic of the messages.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DbException">The database does not answer.</exception>
    Task<Dictionary<Guid, List<Effect>>> FindAsync(IReadOnlyCollection<Guid> ids, string topic, CancellationToken cancellationToken);

    /// <summary>
    /// A sign of the source as a whole that changes when effects that were there are there no longer; null where there is no new one.
    /// </summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    Task<string?> FindDisturbanceAsync(string topic, CancellationToken cancellationToken);

    /// <summary>Effects that are there again, where they have no place of their own: how many per partition of theirs, and where.</summary>
    IReadOnlyDictionary<int, (long Count, OffsetRanges At)> Repeated { get; }
}
