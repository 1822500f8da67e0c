using System.Text.RegularExpressions;

namespace KafkaAspire.Docs.Tests.Structure;

public sealed partial class UnixCallTests
{
    // The rest runs on a person's machine; Hosting's shell is the one in a broker's container.
    private static readonly string[] Projects =
        ["KafkaAspire.Contracts", "KafkaAspire.LocalCluster", "KafkaAspire.ServiceDefaults", "KafkaAspire.Standalone", "Producer.Service", "Consumer.Service", "Explorer.Service"];

    [Fact]
    public void Whoever_calls_what_only_Unix_has_says_what_happens_elsewhere()
    {
        string[] calling = [.. Projects.SelectMany(project => WorkingCopy.Files(project, "*.cs")).Where(path => UnixOnly().IsMatch(WorkingCopy.Read(path)))];
        Assert.NotEmpty(calling);
        Assert.All(calling, path => Assert.Matches(@"OperatingSystem\.Is|OSPlatform", WorkingCopy.Read(path)));
    }

    [GeneratedRegex("Import\\(\"libc\"|\"/proc/|\\$\"/proc/|\"/bin/sh\"|GetUnixFileMode|SetUnixFileMode")]
    private static partial Regex UnixOnly();
}
