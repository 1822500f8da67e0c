namespace KafkaAspire.Docs.Tests.Pages;

public sealed class LinkTests
{
    public static TheoryData<string> Pages => [.. Page.Paths];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_within_the_repository_leads_somewhere(string path)
    {
        var page = Page.Read(path);
        string[] dead = [.. page.Links.Where(link => !link.Contains("://", StringComparison.Ordinal) && !IsAlive(page, link))];
        Assert.True(dead.Length == 0, $"{path}: {string.Join(", ", dead)}");
    }

    [Fact]
    public void There_is_a_way_to_every_page_of_docs_from_the_README()
    {
        var found = new HashSet<string> { "README.md", "README.pt-BR.md" };
        var open = new Queue<string>(found.Where(path => File.Exists(WorkingCopy.PathOf(path))));
        while (open.TryDequeue(out string? path))
        {
            var page = Page.Read(path);
            foreach (string next in page.Links.Where(link => !link.Contains("://", StringComparison.Ordinal)).Select(link => Target(page, link)))
                if (next.EndsWith(".md", StringComparison.Ordinal) && File.Exists(WorkingCopy.PathOf(next)) && found.Add(next))
                    open.Enqueue(next);
        }
        Assert.Empty(WorkingCopy.Files("docs", "*.md").Except(found));
    }

    private static bool IsAlive(Page page, string link)
    {
        string target = Target(page, link);
        if (!File.Exists(WorkingCopy.PathOf(target)) && !Directory.Exists(WorkingCopy.PathOf(target)))
            return false;
        return !link.Contains('#') || !target.EndsWith(".md", StringComparison.Ordinal) || Page.Read(target).Anchors.Contains(link[(link.IndexOf('#') + 1)..]);
    }

    private static string Target(Page page, string link)
    {
        string path = link.Split('#')[0];
        string full = path.Length == 0 ? WorkingCopy.PathOf(page.Path) : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(WorkingCopy.PathOf(page.Path))!, path));
        return Path.GetRelativePath(WorkingCopy.Root, full).Replace('\\', '/');
    }
}
