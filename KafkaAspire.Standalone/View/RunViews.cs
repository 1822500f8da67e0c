using KafkaAspire.Standalone.CommandLine;
using Spectre.Console;

namespace KafkaAspire.Standalone.View;

/// <summary>Chooses how a run is shown.</summary>
internal static class RunViews
{
    public static IRunView Create(RunOptions options)
    {
        bool isPlain = options.Plain || Console.IsOutputRedirected || Console.IsInputRedirected || options.Input == RunOptions.StandardInput;
        return isPlain ? new PlainView(Console.Out) : CreateLive();
    }

    // In a method of its own, so that a plain run does not load Spectre.Console.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static IRunView CreateLive() => AnsiConsole.Profile.Capabilities.Ansi ? new LiveView() : new PlainView(Console.Out);
}
