namespace KafkaAspire.Services.Tests.Security;

/// <summary>docs/security.md: what is tested is what is written there.</summary>
internal static class SecurityPage
{
    /// <summary>The lines below a heading, up to the next.</summary>
    public static IEnumerable<string> Below(string heading) =>
        File.ReadAllText(FindPage()).ReplaceLineEndings("\n").Split('\n').SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith('#'));

    private static string FindPage()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KafkaAspire.sln")))
            folder = folder.Parent;
        return Path.Combine(folder!.FullName, "docs", "security.md");
    }
}
