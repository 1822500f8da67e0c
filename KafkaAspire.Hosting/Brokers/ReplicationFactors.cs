namespace KafkaAspire.Hosting.Brokers;

/// <summary>How often a record is kept, and how many of the copies must be in sync before a write with <c>acks=all</c> is acknowledged.</summary>
/// <param name="Replicas">The replication factor.</param>
/// <param name="MinInSync">The least number of in-sync replicas (<c>min.insync.replicas</c>).</param>
internal readonly record struct ReplicationFactors(int Replicas, int MinInSync)
{
    /// <summary>As many copies as brokers, three at most, of which one may be missing: 3 brokers → 3 and 2.</summary>
    public static ReplicationFactors For(int brokers)
    {
        int replicas = Math.Min(brokers, 3);
        return new(replicas, Math.Max(1, replicas - 1));
    }
}
