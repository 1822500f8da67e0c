using KafkaAspire.Fuzz.Targets;
using SharpFuzz;

namespace KafkaAspire.Fuzz.Afl;

/// <summary>This program as the one that afl-fuzz starts: it takes inputs from it until afl-fuzz ends.</summary>
internal static class FuzzedProgram
{
    /// <summary>How it is started, with the target's name behind.</summary>
    public const string Command = "fuzzed";

    /// <summary>Tries what afl-fuzz gives; in a process of its own, so that not even a stack that overflows is the end.</summary>
    /// <param name="name">The target's name.</param>
    public static void Run(string name) => Fuzzer.OutOfProcess.Run(stream =>
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        // Not before: what targets are made of counts its branches, too, and only now there is where.
        FuzzTargets.Find(name)!.Holds(bytes.ToArray());
    });
}
