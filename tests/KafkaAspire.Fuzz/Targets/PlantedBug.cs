using System.Text;

namespace KafkaAspire.Fuzz.Targets;

/// <summary>
/// A bug that was put there on purpose, to see that coverage guides the search: a word of four bytes, which chance alone meets once in 2³² tries and a
/// fuzzer that keeps what gets one byte further finds soon. It is no part of a run of all targets.
/// </summary>
internal static class PlantedBug
{
    /// <summary>The target.</summary>
    public static readonly FuzzTarget Target = new("planted-bug", Holds, [Encoding.ASCII.GetBytes("amount")]);

    private static void Holds(byte[] bytes)
    {
        // One comparison a branch: a comparison of the whole would tell nothing of how far it got.
        if (bytes.Length >= 4 && bytes[0] == 'D' && bytes[1] == 'e' && bytes[2] == 'b' && bytes[3] == 't')
            throw new InvalidOperationException("the planted bug");
    }
}
