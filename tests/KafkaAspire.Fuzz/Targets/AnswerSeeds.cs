namespace KafkaAspire.Fuzz.Targets;

/// <summary>Answers as brokers give them, in the order of the readers.</summary>
internal static class AnswerSeeds
{
    /// <summary>One for each reader.</summary>
    public static readonly byte[][] All =
    [
        // Metadata: throttle, one broker, cluster id, controller, one topic with one partition.
        [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, (byte)'h', 0, 0, 35, 132, 255, 255, 0, 1, (byte)'c', 0, 0, 0, 1,
            0, 0, 0, 1, 0, 0, 0, 1, (byte)'t', 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0],
        // Offsets: throttle, one topic, one partition.
        [0, 0, 0, 0, 0, 0, 0, 1, 0, 1, (byte)'t', 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0],
        // Log directories: throttle, one directory, one topic, one partition.
        [0, 0, 0, 0, 2, 0, 0, 2, (byte)'d', 2, 2, (byte)'t', 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        // Quorum: one topic, one partition, its leader.
        [0, 0, 2, 2, (byte)'m', 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1],
        // Groups: throttle, one group.
        [0, 0, 0, 0, 0, 0, 2, 2, (byte)'g', 9, .. "consumer"u8, 7, .. "Stable"u8, 0, 0],
        // Classic groups: throttle, one group, one member with an assignment.
        [0, 0, 0, 0, 2, 0, 0, 2, (byte)'g', 7, .. "Stable"u8, 9, .. "consumer"u8, 6, .. "range"u8, 2, 2, (byte)'m', 0, 2, (byte)'c', 2, (byte)'h', 1,
            20, 0, 0, 0, 0, 0, 1, 0, 1, (byte)'t', 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        // Groups of the newer protocol: throttle, one group, one member with an assignment.
        [0, 0, 0, 0, 2, 0, 0, 0, 2, (byte)'g', 7, .. "Stable"u8, 0, 0, 0, 1, 0, 0, 0, 1, 8, .. "uniform"u8, 2, 2, (byte)'m', 0, 0, 0, 0, 0, 1, 2, (byte)'c', 2, (byte)'h', 2, 2, (byte)'t', 0,
            2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, (byte)'t', 2, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
        // Committed offsets: throttle, one group, one topic, one partition.
        [0, 0, 0, 0, 2, 2, (byte)'g', 2, 2, (byte)'t', 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 255, 255, 255, 255, 1, 0, 0, 0, 0, 0, 0, 0, 0],
        // The same of one group, in the older encoding.
        [0, 0, 0, 0, 0, 0, 0, 1, 0, 1, (byte)'t', 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0],
        // Login: no error, no reason, bytes.
        [0, 0, 255, 255, 0, 0, 0, 1, 1],
    ];
}
