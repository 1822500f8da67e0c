using System.Text;
using Confluent.Kafka;
using Explorer.Service.Cluster.Wire;

namespace KafkaAspire.Fuzz.Claims;

/// <summary>A broker's answer that is none: whatever listens at the port, the Explorer reads an answer, the error in it, or says that it is cut off.</summary>
internal static class AnswerClaims
{
    /// <summary>Reads an answer's body.</summary>
    public delegate object? Reader(byte[] answer);

    /// <summary>The readers, by what was asked.</summary>
    public static readonly Dictionary<string, Reader> Readers = new()
    {
        ["metadata"] = answer => ClusterMetadata.Read(answer),
        ["offsets"] = answer => ListedOffsets.Read(answer, partitions: 3),
        ["log directories"] = answer => LogDirectoryListing.Read(answer),
        ["quorum"] = answer => QuorumLeader.Read(answer),
        ["groups"] = answer => GroupListing.Read(answer),
        ["classic groups"] = answer => GroupDescriptions.Read(answer, ClassicGroups.ReadGroup),
        ["consumer groups"] = answer => GroupDescriptions.Read(answer, ConsumerProtocolGroups.ReadGroup),
        ["committed offsets"] = answer => GroupOffsets.ReadGroups(answer),
        ["committed offsets of one"] = answer => GroupOffsets.ReadOne(answer),
        ["login"] = answer => SaslLogin.Read(answer),
    };

    /// <summary>An answer is read, or refused in one line.</summary>
    public static void AreReadOrRefused(byte[] answer, Reader read)
    {
        try
        {
            read(answer);
        }
        catch (Exception e) when (e is IOException or KafkaException)
        {
            Clear.IsOneLine(e.Message);
        }
    }

    /// <summary>A SCRAM login goes through, or is refused in one line, whatever the broker says.</summary>
    /// <param name="challenge">What it answers first; <c>{nonce}</c> stands for what it was sent.</param>
    /// <param name="outcome">What it answers then.</param>
    public static void LogInOrAreRefused(string challenge, string outcome) => AreReadOrRefused([], _ =>
    {
        var scram = new ScramExchange(ScramHash.Sha256, "user", "password", "nonce");
        Assert.NotEmpty(Encoding.UTF8.GetBytes(scram.Answer(challenge.Replace("{nonce}", "nonce", StringComparison.Ordinal))));
        scram.CheckServer(outcome);
        return null;
    });
}
