namespace KafkaAspire.Standalone.Audit;

/// <summary>A partition and an offset in eight bytes, so that ten million of them fit.</summary>
/// <param name="Packed">12 bits of partition (as many as a journal counts), 52 of offset.</param>
internal readonly record struct Place(ulong Packed)
{
    private const int OffsetBits = 52;

    public Place(int partition, long offset)
        : this(((ulong)partition << OffsetBits) | (ulong)offset)
    {
    }

    public int Partition => (int)(Packed >> OffsetBits);

    public long Offset => (long)(Packed & ((1UL << OffsetBits) - 1));

    public override string ToString() => $"partition {Partition} offset {Offset}";
}
