using System.Diagnostics;
using System.Globalization;

namespace KafkaAspire.LocalCluster;

/// <summary>A process id together with when the process started: ids are given again, this pair is not.</summary>
internal readonly record struct ProcessIdentity(int Id, long Start)
{
    /// <summary>The process that has this id now, or null.</summary>
    public static ProcessIdentity? Of(int id)
    {
        if (OperatingSystem.IsLinux())
            return StartInTicks(id) is { } ticks ? new ProcessIdentity(id, ticks) : null;
        try
        {
            using Process process = Process.GetProcessById(id);
            return new ProcessIdentity(id, process.StartTime.ToUniversalTime().Ticks);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return null; // it has ended
        }
    }

    /// <summary>Whether this very process has not ended.</summary>
    public bool IsAlive => Of(Id) == this;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static ProcessIdentity Parse(string text)
    {
        string[] words = text.Split(' ');
        return new ProcessIdentity(int.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} {Start}");

    // .NET turns the kernel's ticks into a time of day that differs by a tick or so from process to process: compare what the kernel says.
    private static long? StartInTicks(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            // The second field, the command, may hold spaces and parentheses; the start is the 20th after it.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null; // it has ended
        }
    }
}
