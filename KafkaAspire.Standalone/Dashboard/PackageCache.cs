using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Dashboard;

/// <summary>The packages that NuGet has unpacked for this user: whoever has built an AppHost has the dashboard among them.</summary>
internal static class PackageCache
{
    public const string Package = "aspire.dashboard.sdk.";

    /// <summary>Where they are.</summary>
    public static string Root => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } chosen
        ? chosen
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>The newest dashboard's program; null when there is none. The package's operating system does not matter: its assembly is the same.</summary>
    /// <param name="root">Where the packages are.</param>
    public static string? FindDashboard(string root) => !Directory.Exists(root) ? null : Directory.EnumerateDirectories(root, Package + "*")
        .SelectMany(Directory.EnumerateDirectories)
        .OrderByDescending(NumbersOf)
        // 13.6.0 after 13.6.0-preview.1.
        .ThenBy(version => Path.GetFileName(version).Contains('-'))
        .ThenByDescending(Path.GetFileName, StringComparer.Ordinal)
        .Select(DashboardValue.Find)
        .FirstOrDefault(program => program is not null);

    private static Version NumbersOf(string directory) =>
        Version.TryParse(Path.GetFileName(directory).Split('-', '+')[0], out var version) ? version : new();
}
