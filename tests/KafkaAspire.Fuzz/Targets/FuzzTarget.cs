using System.Text;

namespace KafkaAspire.Fuzz.Targets;

/// <summary>Something that parses, as a fuzzer sees it: bytes go in, and a claim is broken or not.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Holds">Throws where the bytes break a claim.</param>
/// <param name="Seeds">What to begin with: right inputs, or nearly so.</param>
/// <param name="Words">What to put in, besides what is awkward anyway.</param>
internal sealed record FuzzTarget(string Name, Action<byte[]> Holds, byte[][] Seeds, params string[] Words)
{
    /// <summary>A target that takes text; bytes that are none are text with replacements.</summary>
    public static FuzzTarget OfText(string name, Action<string> holds, string[] seeds, params string[] words) =>
        new(name, bytes => holds(Encoding.UTF8.GetString(bytes)), [.. seeds.Select(Encoding.UTF8.GetBytes)], words);

    /// <summary>A target that takes lines.</summary>
    public static FuzzTarget OfLines(string name, Action<string[]> holds, string[] seeds, params string[] words) =>
        OfText(name, text => holds(text.Split('\n')), seeds, words);
}
