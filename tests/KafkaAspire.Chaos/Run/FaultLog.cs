using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace KafkaAspire.Chaos.Run;

/// <summary>What was done to the run and when, and what happened that nobody did. Thread-safe.</summary>
internal sealed class FaultLog(string path, IAnsiConsole console)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<FaultEntry> _entries = [];
    private readonly Lock _lock = new();

    public IReadOnlyList<FaultEntry> Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries];
        }
    }

    public TimeSpan Now => Stopwatch.GetElapsedTime(_start);

    /// <summary>Notes a fault that is over.</summary>
    public void Add(TimeSpan began, string fault, string target, string? note = null)
    {
        var entry = new FaultEntry(began, Now, fault, target, note);
        lock (_lock)
            _entries.Add(entry);
        Say(entry.ToString());
    }

    /// <summary>Notes what nobody caused on purpose.</summary>
    public void AddEvent(string what, string target) => Add(Now, "!", target, what);

    /// <summary>Prints a line and keeps it.</summary>
    public void Say(string line)
    {
        lock (_lock)
        {
            // As it is: Spectre would break it at the width that it takes a file to have.
            console.Profile.Out.Writer.WriteLine(line);
            File.AppendAllText(path, line + "\n");
        }
    }
}

/// <summary>One fault.</summary>
/// <param name="Began">When, from the run's start.</param>
/// <param name="Ended">When it was healed.</param>
/// <param name="Fault">Its name; an exclamation mark for what nobody caused on purpose.</param>
/// <param name="Target">What it hit.</param>
/// <param name="Note">What else there is to say.</param>
internal sealed record FaultEntry(TimeSpan Began, TimeSpan Ended, string Fault, string Target, string? Note)
{
    public const string Unwanted = "!";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Began:hh\\:mm\\:ss\\.f} - {Ended:hh\\:mm\\:ss\\.f}  {Fault,-24} {Target}{(Note is null ? "" : ": " + Note)}");
}
