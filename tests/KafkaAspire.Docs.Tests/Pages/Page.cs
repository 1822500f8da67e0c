using System.Text.RegularExpressions;

namespace KafkaAspire.Docs.Tests.Pages;

/// <summary>A page in Markdown: its headings, its links and its fenced blocks.</summary>
internal sealed partial class Page
{
    private Page(string path, IReadOnlyList<Heading> headings, IReadOnlyList<string> links, IReadOnlyList<Block> blocks) =>
        (Path, Headings, Links, Blocks) = (path, headings, links, blocks);

    /// <summary>Where it is, from the repository's root.</summary>
    public string Path { get; }

    public IReadOnlyList<Heading> Headings { get; }

    /// <summary>What its links and pictures lead to, as written.</summary>
    public IReadOnlyList<string> Links { get; }

    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>The names under which its headings can be linked to.</summary>
    public IEnumerable<string> Anchors => Headings.Select(heading => heading.Anchor);

    /// <summary>Every page of the repository.</summary>
    public static IEnumerable<string> Paths => WorkingCopy.Files("", "*.md");

    public static Page Read(string path)
    {
        var (headings, links, blocks) = (new List<Heading>(), new List<string>(), new List<Block>());
        Block? open = null;
        bool isNext = false;
        int number = 0;
        foreach (string line in File.ReadLines(WorkingCopy.PathOf(path)))
        {
            number++;
            if (open is not null && line.StartsWith("```", StringComparison.Ordinal))
            {
                blocks.Add(open);
                (open, isNext) = (null, true);
            }
            else if (open is not null)
                open.Lines.Add(line);
            else if (line.StartsWith("```", StringComparison.Ordinal))
                open = new(number, line[3..].Trim(), isNext, []);
            else
            {
                isNext &= line.Length == 0;
                if (HeadingLine().Match(line) is { Success: true } heading)
                    headings.Add(new(heading.Groups[1].Length, heading.Groups[2].Value));
                links.AddRange(Link().Matches(line).Select(link => link.Groups[1].Value));
            }
        }
        return new(path, headings, links, blocks);
    }

    [GeneratedRegex("^(#+) (.+)$")]
    private static partial Regex HeadingLine();

    // A link in code is none.
    [GeneratedRegex(@"(?<!`[^`]*)\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}

/// <param name="Level">1 for the page's own.</param>
/// <param name="Text">What it says.</param>
internal sealed record Heading(int Level, string Text)
{
    /// <summary>The name that GitHub gives to it.</summary>
    public string Anchor => string.Concat(Text.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');
}

/// <summary>A fenced block.</summary>
/// <param name="Line">The line on which it begins.</param>
/// <param name="Info">What stands behind its fence: a language, and what the tests are to do with it.</param>
/// <param name="FollowsBlock">Whether only empty lines are between it and the block before.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record Block(int Line, string Info, bool FollowsBlock, List<string> Lines)
{
    public string Language => Info.Split(' ')[0];
}
