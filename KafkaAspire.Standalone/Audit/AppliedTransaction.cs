namespace KafkaAspire.Standalone.Audit;

/// <summary>One effect as the sink holds it.</summary>
/// <param name="Id">The transaction's id.</param>
/// <param name="Fingerprint">What was applied.</param>
/// <param name="Source">The message that it was applied for; null where the sink does not say.</param>
internal readonly record struct AppliedTransaction(Guid Id, long Fingerprint, Place? Source);
