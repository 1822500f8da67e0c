namespace KafkaAspire.Docs.Tests.Pages;

/// <summary>A page in two languages is one page: whoever changes the one changes the other.</summary>
public sealed class LanguageTests
{
    private const string Portuguese = ".pt-BR.md";

    public static TheoryData<string> Translations => [.. Page.Paths.Where(path => path.EndsWith(Portuguese, StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Translations))]
    public void It_has_the_headings_blocks_and_links_of_the_original(string path)
    {
        var translation = Page.Read(path);
        var original = Page.Read(path.Replace(Portuguese, ".md", StringComparison.Ordinal));
        Assert.Equal(original.Headings.Select(heading => heading.Level), translation.Headings.Select(heading => heading.Level));
        Assert.Equal(original.Blocks.Select(Text), translation.Blocks.Select(Text));
        Assert.Equal(original.Links.Select(Neutral).Where(IsNoAnchor), translation.Links.Select(Neutral).Where(IsNoAnchor));
    }

    // What is said in a comment is said in the page's language; a drawing's words are, too.
    private static string Text(Block block) => block.Language.Length == 0 ? "" : string.Join('\n', [block.Info, .. block.Lines.Select(WithoutComment)]);

    private static string WithoutComment(string line) => line.StartsWith("# ", StringComparison.Ordinal) ? line.Split(':')[0] : line.Split("  #")[0].TrimEnd();

    // The page itself leads to its other language, and to others in its own.
    private static string Neutral(string link) => link.Replace(Portuguese, ".md", StringComparison.Ordinal).Split('#')[0];

    private static bool IsNoAnchor(string link) => link.Length > 0;
}
