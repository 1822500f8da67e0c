using KafkaAspire.Standalone.CommandLine;
using Spectre.Console;

namespace KafkaAspire.Standalone.View;

/// <summary>Chooses how a run is shown.</summary>
internal static class RunViews
{
    public static IRunView Create(RunOptions options) => HasPerson(options) ? CreateLive() : new PlainView(Console.Out);

    /// <summary>Whether a person watches and can press keys.</summary>
    public static bool HasPerson(RunOptions options) =>
        !options.Plain && !Console.IsOutputRedirected && !Console.IsInputRedirected && options.Input != RunOptions.StandardInput;

    // In a method of its own, so that a plain run does not load Spectre.Console.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static IRunView CreateLive() => AnsiConsole.Profile.Capabilities.Ansi ? new LiveView() : new PlainView(Console.Out);
}
