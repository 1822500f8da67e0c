using System.Text.RegularExpressions;

namespace KafkaAspire.Docs.Tests.Structure;

/// <summary>Each script for a shell has its twin for Windows, and both start the same program, built the same way.</summary>
public sealed partial class ScriptTwinTests
{
    public static TheoryData<string> Scripts => [.. WorkingCopy.Files("", "*.cmd").Where(path => !path.Contains('/')).Select(path => path[..^".cmd".Length])];

    [Fact]
    public void There_are_two() => Assert.Equal(["run", "test"], WorkingCopy.Files("", "*.cmd").Select(Path.GetFileNameWithoutExtension));

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Both_start_the_same_program(string script)
    {
        string windows = WorkingCopy.Read(script + ".cmd");
        Assert.Equal(Assembly().Match(WorkingCopy.Read(script)).Groups[1].Value, (Project().Match(windows).Groups[1].Value + Output().Match(windows).Groups[1].Value).Replace('\\', '/'));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Both_build_it_with_the_same_switches(string script)
    {
        // The same in both worlds, under two names.
        string here = WorkingCopy.Read(script).Replace("MSBUILDDISABLENODEREUSE=1 ", "", StringComparison.Ordinal);
        string windows = WorkingCopy.Read(script + ".cmd").Replace(" -nodeReuse:false", "", StringComparison.Ordinal);
        Assert.Equal(Build().Match(here).Groups[1].Value, Build().Match(windows).Groups[1].Value);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Each_has_the_line_ends_of_its_world_and_can_be_executed(string script)
    {
        Assert.DoesNotContain('\r', WorkingCopy.Read(script));
        Assert.DoesNotMatch("(?<!\r)\n", WorkingCopy.Read(script + ".cmd"));
        if (!OperatingSystem.IsWindows())
            Assert.True(File.GetUnixFileMode(WorkingCopy.PathOf(script)).HasFlag(UnixFileMode.UserExecute));
    }

    [GeneratedRegex("""dll="\$\(dirname "\$0"\)/([^"]+)""")]
    private static partial Regex Assembly();

    [GeneratedRegex("""set "project=%~dp0([^"]+)""")]
    private static partial Regex Project();

    [GeneratedRegex("""set "dll=%project%([^"]+)""")]
    private static partial Regex Output();

    [GeneratedRegex("""dotnet build "[^-]*"? (-c [^|\r\n]*?)\s*(?:\|\||\r?\n)""")]
    private static partial Regex Build();
}
