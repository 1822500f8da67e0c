namespace KafkaAspire.Benchmarks.Measuring;

/// <summary>What one contestant did in one round.</summary>
/// <param name="Value">The figure that counts, in the contest's unit.</param>
/// <param name="Processor">Processor time of this process for each message, in µs; null where the work is another process's.</param>
/// <param name="Allocated">Bytes that this process allocated for each message.</param>
/// <param name="Tail">The 99th percentile where the figure that counts is the median of many.</param>
internal readonly record struct Sample(double Value, double? Processor = null, double? Allocated = null, double? Tail = null);
