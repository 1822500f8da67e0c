using System.Xml.Linq;

namespace KafkaAspire.Docs.Tests.Structure;

/// <summary>Dependencies point downwards only: docs/architecture.md says who may know whom, and why.</summary>
public sealed class DependencyArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["KafkaAspire.Contracts"] = [],
        ["KafkaAspire.LocalCluster"] = [],
        ["KafkaAspire.Hosting"] = [],
        ["KafkaAspire.ServiceDefaults"] = ["KafkaAspire.Contracts"],
        ["Producer.Service"] = ["KafkaAspire.Contracts", "KafkaAspire.ServiceDefaults"],
        ["Consumer.Service"] = ["KafkaAspire.Contracts", "KafkaAspire.ServiceDefaults"],
        ["Explorer.Service"] = ["KafkaAspire.Contracts", "KafkaAspire.ServiceDefaults"],
        ["KafkaAspire.Standalone"] = ["KafkaAspire.Contracts", "KafkaAspire.LocalCluster"],
        ["KafkaAspire.AppHost"] = ["Consumer.Service", "Explorer.Service", "KafkaAspire.Contracts", "KafkaAspire.Hosting", "Producer.Service"],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_to_those_below_it_and_to_no_other(string project) =>
        Assert.Equal(Allowed[project].Order(StringComparer.Ordinal), Values($"{project}/{project}.csproj", "ProjectReference").Select(NameOf).Order(StringComparer.Ordinal));

    [Fact]
    public void No_project_is_without_a_rule() => Assert.Equal(
        Allowed.Keys.Order(StringComparer.Ordinal),
        WorkingCopy.Files("", "*.csproj").Where(path => !path.StartsWith("tests/", StringComparison.Ordinal) && !path.StartsWith("benchmarks/", StringComparison.Ordinal))
            .Select(NameOf).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("KafkaAspire.Contracts", "Aspire.")]
    [InlineData("KafkaAspire.Contracts", "Microsoft.AspNetCore")]
    [InlineData("KafkaAspire.Contracts", "OpenTelemetry")]
    [InlineData("KafkaAspire.LocalCluster", "Aspire.")]
    [InlineData("KafkaAspire.Standalone", "Aspire.")]
    public void A_project_takes_no_package_of_a_kind_that_is_not_its_business(string project, string package) =>
        Assert.DoesNotContain(Values($"{project}/{project}.csproj", "PackageReference").Concat(Values($"{project}/{project}.csproj", "FrameworkReference")),
            name => name.StartsWith(package, StringComparison.Ordinal));

    private static IEnumerable<string> Values(string path, string item) =>
        XDocument.Parse(WorkingCopy.Read(path)).Descendants(item).Select(reference => reference.Attribute("Include")!.Value);

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
}
