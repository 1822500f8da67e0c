using System.Globalization;

namespace KafkaAspire.TestRun;

/// <summary>How busy the machine is: a test that fails on a machine without a free moment may have met a timeout of another test's load.</summary>
internal static class MachineLoad
{
    /// <summary>"load average 3.1, swap used 0 MB", or null where the system does not say.</summary>
    public static string? Describe()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        string average = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        var memory = File.ReadLines("/proc/meminfo").Select(line => line.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(words => words[0], words => long.Parse(words[1], CultureInfo.InvariantCulture));
        return string.Create(CultureInfo.InvariantCulture, $"load average {average}, swap used {(memory["SwapTotal"] - memory["SwapFree"]) / 1024} MB");
    }
}
