using Confluent.Kafka;

namespace Explorer.Service.DeadLetters;

/// <summary>A dead letter as a list shows it. What is long in it was cut.</summary>
/// <param name="Place">Where it is in the dead-letter topic.</param>
/// <param name="Origin">Where its message was; null where its headers do not say.</param>
/// <param name="Reason">The sort of fault.</param>
/// <param name="Detail">The fault in one line.</param>
/// <param name="Key">The key as text; null for none.</param>
/// <param name="Time">When it was given up.</param>
public sealed record Letter(TopicPartitionOffset Place, TopicPartitionOffset? Origin, string Reason, string Detail, string? Key, DateTimeOffset Time);

/// <summary>All letters with one reason.</summary>
/// <param name="Reason">The sort of fault.</param>
/// <param name="Count">How many letters.</param>
/// <param name="Replayed">How many of them went back.</param>
/// <param name="Example">The last one's fault in one line.</param>
internal sealed record ReasonGroup(string Reason, int Count, int Replayed, string Example);

/// <summary>A letter with all that it holds.</summary>
/// <param name="Letter">What the list shows.</param>
/// <param name="Headers">Every header: those that say why, and the message's own.</param>
/// <param name="Key">The message's key, unchanged; null for none.</param>
/// <param name="Value">Its value, unchanged; null for none.</param>
public sealed record LetterContents(Letter Letter, IReadOnlyList<KeyValuePair<string, byte[]?>> Headers, byte[]? Key, byte[]? Value);
