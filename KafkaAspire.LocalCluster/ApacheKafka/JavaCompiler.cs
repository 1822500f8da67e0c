namespace KafkaAspire.LocalCluster;

/// <summary>Which of the JVM's compilers a program of Kafka's uses.</summary>
public enum JavaCompiler
{
    /// <summary>C1, then C2 for what runs often: the highest throughput, once the compilers have spent their seconds of processor time.</summary>
    Tiered,

    /// <summary>C1 alone (<c>-XX:TieredStopAtLevel=1</c>): little processor time at the start, for programs that end before C2 pays.</summary>
    C1,
}
