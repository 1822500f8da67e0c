using KafkaAspire.Standalone.CommandLine;
using KafkaAspire.Standalone.Dashboard;

namespace KafkaAspire.Standalone.Tests.Dashboard;

public sealed class DashboardValueTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("kafka-aspire-tests-");

    private string Add(string name)
    {
        string path = Path.Combine(_directory.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        return path;
    }

    [Fact]
    public void The_assembly_is_found_by_itself_by_its_program_and_by_their_directory()
    {
        string assembly = Add("Aspire.Dashboard.dll");
        string program = Add("Aspire.Dashboard");

        foreach (string value in new[] { assembly, program, _directory.FullName, _directory.FullName + Path.DirectorySeparatorChar })
            Assert.Equal(assembly, DashboardValue.Parse("--dashboard", value));
    }

    [Fact]
    public void A_program_that_holds_its_assembly_is_taken_as_it_is()
    {
        string program = Add("Aspire.Dashboard");

        Assert.Equal(program, DashboardValue.Parse("--dashboard", _directory.FullName));
    }

    [Theory]
    [InlineData("tools", "Aspire.Dashboard.dll")]
    [InlineData("managed", "aspire-managed")]
    public void A_package_and_the_Aspire_command_line_have_it_in_a_directory_of_theirs(string place, string name)
    {
        string program = Add(Path.Combine(place, name));

        Assert.Equal(program, DashboardValue.Parse("--dashboard", _directory.FullName));
        Assert.Equal(program, DashboardValue.Parse("ASPIRE_DASHBOARD_PATH", program));
    }

    [Theory]
    [InlineData("/a/Aspire.Dashboard", "/a/Aspire.Dashboard")]
    [InlineData("/a/aspire-managed", "/a/aspire-managed dashboard")]
    public void The_program_of_the_Aspire_command_line_has_more_in_it_than_the_dashboard(string program, string command) =>
        Assert.Equal(command, string.Join(' ', new DashboardProgram(program).Command));

    [Theory]
    [InlineData("not-there", "there is no such file")]
    [InlineData("", "this directory has no Aspire.Dashboard.dll")]
    [InlineData("Another.dll", "this file is something else")]
    public void Anything_else_is_wrong_usage_that_says_why(string name, string reason)
    {
        Add("Another.dll");
        string value = Path.Combine(_directory.FullName, name);

        var wrong = Assert.Throws<UsageException>(() => DashboardValue.Parse("ASPIRE_DASHBOARD_PATH", value));

        Assert.StartsWith($"ASPIRE_DASHBOARD_PATH \"{value}\" is not possible", wrong.Message);
        Assert.EndsWith($"({reason})", wrong.Message);
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
