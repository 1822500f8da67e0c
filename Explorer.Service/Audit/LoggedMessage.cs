namespace Explorer.Service.Audit;

/// <summary>A message as the audit keeps it while it waits to be judged.</summary>
/// <param name="Offset">Its offset.</param>
/// <param name="Id">The transaction's id; null for bytes that have none.</param>
internal readonly record struct LoggedMessage(long Offset, Guid? Id);

/// <summary>An effect that a transaction had: an entry of the ledger, or a settlement.</summary>
/// <param name="Place">Of which message; null where that is not told.</param>
/// <param name="Sequence">When, among the effects of the same transaction.</param>
internal readonly record struct Effect(MessagePlace? Place, long Sequence);

/// <summary>A place in the audited topic.</summary>
/// <param name="Partition">The partition; -1 in another topic.</param>
/// <param name="Offset">The offset.</param>
internal readonly record struct MessagePlace(int Partition, long Offset);
