using Confluent.Kafka;
using CsCheck;
using Explorer.Service.Cluster.Wire;
using KafkaAspire.Fuzz.Tests.Cases;

namespace KafkaAspire.Fuzz.Tests.Wire;

/// <summary>A broker's answer that is none: whatever listens at the port, the Explorer reads an answer, the error in it, or says that it is cut off.</summary>
public sealed class AnswerTests
{
    // Small numbers, as lengths and counts are, more often than noise would have them.
    private static readonly Gen<byte[]> Answers = Gen.Frequency((3, Gen.Byte[0, 4]), (1, Gen.Byte)).Array[0, 300];

    [Fact]
    public void Metadata() => Reads(answer => ClusterMetadata.Read(answer));

    [Fact]
    public void Offsets() => Reads(answer => ListedOffsets.Read(answer, partitions: 3));

    [Fact]
    public void Log_directories() => Reads(answer => LogDirectoryListing.Read(answer));

    [Fact]
    public void The_quorum() => Reads(answer => QuorumLeader.Read(answer));

    [Fact]
    public void Groups() => Reads(answer => GroupListing.Read(answer));

    private static void Reads(Func<byte[], object?> read) => Answers.Holds(answer =>
    {
        try
        {
            read(answer);
        }
        catch (Exception e) when (e is IOException or KafkaException)
        {
            Claim.IsOneClearLine(e.Message);
        }
    });
}
