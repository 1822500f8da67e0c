using System.Globalization;

namespace KafkaAspire.Benchmarks.Soak;

/// <summary>What a process holds at one moment, as Linux tells it in <c>/proc</c>.</summary>
/// <param name="Memory">Its resident set, in MB.</param>
/// <param name="Handles">Its open file descriptors, sockets among them.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="Connections">Its sockets, those that listen among them.</param>
internal readonly record struct ProcessFigures(double Memory, double Handles, double Threads, double Connections)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="IOException">The process has ended.</exception>
    public static ProcessFigures Of(int process)
    {
        string directory = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}");
        var status = File.ReadLines($"{directory}/status").Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim());
        int handles = 0, connections = 0;
        foreach (string handle in Directory.EnumerateFiles($"{directory}/fd"))
        {
            handles++;
            if (LeadsToSocket(handle))
                connections++;
        }
        return new(Number(status["VmRSS"].Split(' ')[0]) * 1024 / 1_000_000, handles, Number(status["Threads"]), connections);
    }

    private static bool LeadsToSocket(string handle)
    {
        try
        {
            return new FileInfo(handle).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            return false; // closed since it was listed
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
