namespace KafkaAspire.Docs.Tests.Settings;

/// <summary>The tables of settings in docs/operate.md are what the services read: key, default, unit and allowed values; only the last column is a person's.</summary>
public sealed class SettingTableTests
{
    private const string PagePath = "docs/operate.md";
    private const string Common = "every service";
    private static readonly string[] Services = ["Producer.Service", "Consumer.Service", "Explorer.Service"];

    [Fact]
    public async Task They_are_what_the_services_read()
    {
        var asked = new Dictionary<string, IReadOnlyList<string>>();
        foreach (string service in Services)
            asked[service] = await ServiceSettings.AskAsync(service);
        var common = asked.Values.Aggregate((IEnumerable<string>)asked[Services[0]], (rows, other) => rows.Intersect(other)).ToList();
        var expected = new Dictionary<string, IReadOnlyList<string>> { [Common] = common };
        foreach (string service in Services)
            expected[service] = [.. asked[service].Except(common)];

        foreach (var (name, rows) in expected)
        {
            var written = RowsBelow($"### Settings of {name}");
            string[] right = [.. rows.Select(row => $"{row} {written.FirstOrDefault(line => KeyOf(line) == KeyOf(row))?.Split('|')[^2].Trim() ?? "?"} |")];
            Assert.True(written.SequenceEqual(right), $"The table of {name} in {PagePath} has to be:\n{string.Join('\n', right)}\n");
            Assert.All(written, row => Assert.True(row.Split('|')[^2].Trim().Length > 10, $"What is it? {row}"));
        }
    }

    private static List<string> RowsBelow(string heading) =>
    [
        .. WorkingCopy.Read(PagePath).ReplaceLineEndings("\n").Split('\n').SkipWhile(line => line != heading).Skip(1)
            .TakeWhile(line => !line.StartsWith('#')).Where(line => line.StartsWith("| `", StringComparison.Ordinal)),
    ];

    private static string KeyOf(string row) => row.Split('`')[1];
}
