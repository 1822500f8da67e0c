using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace KafkaAspire.Services.Tests.Consumer;

/// <summary>What docs/delivery.md shows is what the code says.</summary>
public sealed partial class DeliveryPageTests
{
    private static readonly string Page = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../docs/delivery.md"));

    [Fact]
    public void Every_link_leads_somewhere()
    {
        var links = Link().Matches(File.ReadAllText(Page)).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(Page)!, link)), link));
    }

    [Fact]
    public void Every_piece_of_code_is_in_a_file_that_the_page_links_to()
    {
        string page = File.ReadAllText(Page);
        string code = string.Join('\n', Link().Matches(page).Select(match => File.ReadAllText(Path.Combine(Path.GetDirectoryName(Page)!, match.Groups[1].Value))));
        var pieces = Code().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(5, pieces.Count);
        Assert.All(pieces, piece => Assert.Contains(piece, code));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"\]\((\.\./[^)#]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();
}
