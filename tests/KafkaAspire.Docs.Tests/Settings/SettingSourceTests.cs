using System.Text.RegularExpressions;

namespace KafkaAspire.Docs.Tests.Settings;

public sealed partial class SettingSourceTests
{
    private static readonly string[] Services = ["Producer.Service", "Consumer.Service", "Explorer.Service", "KafkaAspire.ServiceDefaults"];

    [Fact]
    public void Every_setting_is_read_by_the_SettingReader_so_that_it_is_listed()
    {
        string[] passedBy =
        [
            .. Services.SelectMany(service => WorkingCopy.Files(service, "*.cs"))
                .Where(path => !path.EndsWith("SettingReader.cs", StringComparison.Ordinal))
                .SelectMany(path => Reading().Matches(WorkingCopy.Read(path)).Select(match => $"{path}: {match.Value}")),
        ];
        Assert.Empty(passedBy);
    }

    // An assignment is no reading. Connection strings are checked where services are registered, and may then be read as they are.
    [GeneratedRegex(@"(?:onfiguration|section)\[[^\]]+\](?!\s*=[^=])|GetValue<|GetEnvironmentVariable\(")]
    private static partial Regex Reading();
}
