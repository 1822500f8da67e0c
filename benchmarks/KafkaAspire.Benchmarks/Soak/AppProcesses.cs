using System.Globalization;

namespace KafkaAspire.Benchmarks.Soak;

/// <summary>The processes of one <c>./run</c>: itself, its services and its brokers, by name.</summary>
internal static class AppProcesses
{
    private static readonly (string Part, string Name)[] Parts =
    [
        ("Producer.Service", "producer"), ("Consumer.Service", "consumer"), ("Explorer.Service", "explorer"), ("kafka.Kafka", "broker"),
    ];

    /// <summary>Finds them all, in the order in which they were started.</summary>
    /// <param name="run">The process of <c>./run</c>.</param>
    public static IReadOnlyDictionary<string, int> Of(int run)
    {
        var found = new Dictionary<string, int> { ["./run"] = run };
        foreach (int process in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Select(IdOf).Where(id => id > 0 && ParentOf(id) == run).Order())
        {
            string command = CommandOf(process);
            if (Parts.FirstOrDefault(part => command.Contains(part.Part, StringComparison.Ordinal)).Name is { } name)
                found.Add($"{name}-{found.Keys.Count(other => other.StartsWith(name, StringComparison.Ordinal)) + 1}", process);
        }
        return found;
    }

    private static int IdOf(string? directory) => int.TryParse(directory, NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : 0;

    private static int ParentOf(int process)
    {
        // The second field, the command, may hold spaces and parentheses.
        string stat = ReadOrNothing($"/proc/{process}/stat");
        return stat.Length == 0 ? 0 : int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private static string CommandOf(int process) => ReadOrNothing($"/proc/{process}/cmdline").Replace('\0', ' ');

    private static string ReadOrNothing(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return ""; // it has ended since it was listed
        }
    }
}
