using KafkaAspire.Standalone.Dashboard;

namespace KafkaAspire.Standalone.Tests.Dashboard;

public sealed class PackageCacheTests : IDisposable
{
    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory("kafka-aspire-tests-");

    private string Add(string package, string version, string file = "Aspire.Dashboard.dll")
    {
        string tools = _cache.CreateSubdirectory(Path.Combine(package, version, "tools")).FullName;
        string path = Path.Combine(tools, file);
        File.WriteAllText(path, "");
        return path;
    }

    [Theory]
    [InlineData("9.5.2", "13.6.0")]
    [InlineData("13.6.0-preview.1", "13.6.0")]
    [InlineData("13.6.0", "13.10.0-preview.1")]
    public void The_newest_version_is_taken(string older, string newer)
    {
        Add("aspire.dashboard.sdk.linux-x64", older);
        string expected = Add("aspire.dashboard.sdk.linux-x64", newer);

        Assert.Equal(expected, PackageCache.FindDashboard(_cache.FullName));
    }

    [Fact]
    public void A_version_that_was_not_unpacked_whole_is_passed_over()
    {
        string expected = Add("aspire.dashboard.sdk.osx-arm64", "9.5.2");
        Add("aspire.dashboard.sdk.osx-arm64", "13.6.0", file: "Something.dll");

        Assert.Equal(expected, PackageCache.FindDashboard(_cache.FullName));
    }

    [Fact]
    public void Other_packages_and_no_cache_at_all_are_none()
    {
        Add("aspire.hosting.orchestration.linux-x64", "13.6.0");

        Assert.Null(PackageCache.FindDashboard(_cache.FullName));
        Assert.Null(PackageCache.FindDashboard(Path.Combine(_cache.FullName, "not-there")));
    }

    public void Dispose() => _cache.Delete(recursive: true);
}
