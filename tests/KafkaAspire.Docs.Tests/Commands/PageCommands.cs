using System.Text.RegularExpressions;
using KafkaAspire.Docs.Tests.Pages;

namespace KafkaAspire.Docs.Tests.Commands;

/// <summary>The commands that a page shows: the lines of its blocks <c>sh</c>.</summary>
internal static partial class PageCommands
{
    /// <summary>The mark of a block whose command goes on until the page's last one.</summary>
    public const string Stays = "stays";

    /// <summary>The mark of a block for another machine: one with Docker, a cloud, a cluster of one's own.</summary>
    public const string Elsewhere = "elsewhere";

    /// <summary>The mark of a block that shows something else on embedded brokers.</summary>
    public const string Kafka = "kafka";

    public static IEnumerable<PageCommand> Of(Page page)
    {
        for (int i = 0; i < page.Blocks.Count; i++)
        {
            var block = page.Blocks[i];
            if (block.Language != "sh")
                continue;
            var next = i + 1 < page.Blocks.Count && page.Blocks[i + 1] is { Language: "text", FollowsBlock: true } follower ? follower : null;
            var commands = block.Lines.Select((line, index) => (Line: block.Line + 1 + index, Text: Comment().Replace(line, ""))).Where(one => one.Text.Length > 0).ToList();
            for (int number = 0; number < commands.Count; number++)
                yield return new(page.Path, commands[number].Line, block.Info, commands[number].Text, number == commands.Count - 1 && next is not null ? [.. next.Lines] : []);
        }
    }

    // Behind at least two blanks, so that # in a command stays; keys to be pressed are no comment.
    [GeneratedRegex(@"(^#(?! [-+kb]+: )|\s{2,}#).*$")]
    private static partial Regex Comment();

    [GeneratedRegex("^# ([-+kb]+): ")]
    internal static partial Regex KeyLine();
}

/// <param name="Page">The page.</param>
/// <param name="Line">Its line.</param>
/// <param name="Info">What the block's fence says.</param>
/// <param name="Text">The command.</param>
/// <param name="Output">Lines that it prints, in this order, perhaps with others between; … stands for anything.</param>
internal sealed record PageCommand(string Page, int Line, string Info, string Text, IReadOnlyList<string> Output)
{
    /// <summary>Keys that are to be pressed in the first terminal; null where it is a command.</summary>
    public string? Keys => PageCommands.KeyLine().Match(Text) is { Success: true } line ? line.Groups[1].Value : null;

    public override string ToString() => $"{Page}:{Line}: {Text}";
}
