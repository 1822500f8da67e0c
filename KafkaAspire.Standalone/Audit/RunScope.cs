namespace KafkaAspire.Standalone.Audit;

/// <summary>Which part of the topic <c>transactions</c> belongs to this run.</summary>
/// <param name="Start">Per partition the end offset when the run began; what is below was there before. Absent is 0.</param>
/// <param name="Settled">Per partition the offset up to which the group settled; what is at it or above was never read. Absent: everything was.</param>
internal sealed record RunScope(IReadOnlyDictionary<int, long> Start, IReadOnlyDictionary<int, long> Settled)
{
    public static readonly RunScope Everything = new(new Dictionary<int, long>(), new Dictionary<int, long>());

    public bool IsBefore(Place place) => Start.TryGetValue(place.Partition, out long start) && place.Offset < start;

    public bool IsUnread(Place place) => Settled.TryGetValue(place.Partition, out long settled) && place.Offset >= settled;
}
