using Spectre.Console;
using Spectre.Console.Rendering;

namespace KafkaAspire.Standalone.View;

/// <summary>Text that never takes a second line: what does not fit ends in an ellipsis.</summary>
internal static class FittedText
{
    public static string Fit(string text, int width) => text.Length <= width ? text : width < 2 ? "" : text[..(width - 1)] + "…";

    /// <summary>A line of its own, as wide as the terminal at most.</summary>
    public static IRenderable Line(string text, Style? style = null) => new Text(Fit(text, AnsiConsole.Profile.Width), style);
}
