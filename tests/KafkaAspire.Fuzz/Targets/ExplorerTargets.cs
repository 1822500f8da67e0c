using KafkaAspire.Fuzz.Claims;

namespace KafkaAspire.Fuzz.Targets;

/// <summary>What the Explorer is told, by people and by brokers.</summary>
internal static class ExplorerTargets
{
    /// <summary>The name of a new topic in the first line, then a search in it.</summary>
    public static readonly FuzzTarget TopicNames = FuzzTarget.OfLines("topic-names",
        lines =>
        {
            string At(int index) => index < lines.Length ? lines[index] : "";
            TextClaims.NameATopic(lines[0]);
            TextClaims.StandInAnAddress(At(0), At(1), At(2), At(3), At(4), At(5));
        },
        ["transactions.dlt\n0\n7\nACC-1\nEUR\noffset", "orders_2-x", "..\n\n\n\n\ntime"], "newest", "oldest", "offset", "time", ".", "..");

    /// <summary>A broker's answer: the first byte says to what.</summary>
    public static readonly FuzzTarget Answers = new("broker-answers", HoldsForAnswers, [.. AnswerSeeds.All.Select((answer, i) => (byte[])[(byte)i, .. answer])]);

    /// <summary>A login by SCRAM: the broker's first answer, its second.</summary>
    public static readonly FuzzTarget Login = FuzzTarget.OfLines("login",
        lines => AnswerClaims.LogInOrAreRefused(lines[0], lines.Length > 1 ? lines[1] : ""),
        ["r={nonce}x,s=c2FsdA==,i=4096\nv=c2lnbmF0dXJl", "r={nonce}x,s=c2FsdA==,i=1\ne=other-error"], "r={nonce}", ",s=", ",i=4096", "v=", "e=");

    private static void HoldsForAnswers(byte[] bytes)
    {
        if (bytes.Length > 0)
            AnswerClaims.AreReadOrRefused(bytes[1..], AnswerClaims.Readers.Values.ElementAt(bytes[0] % AnswerClaims.Readers.Count));
    }
}
