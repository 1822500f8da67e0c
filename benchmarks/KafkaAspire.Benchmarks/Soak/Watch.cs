using System.Diagnostics;
using KafkaAspire.Benchmarks.Measuring;

namespace KafkaAspire.Benchmarks.Soak;

/// <summary>What was seen of all processes over a time, and parts of it.</summary>
/// <param name="duration">How long it is to last.</param>
internal sealed class Watch(TimeSpan duration)
{
    private const int Parts = 6;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<Moment> _moments = [];

    public bool IsOver => _clock.Elapsed >= duration;

    public IEnumerable<string> Processes => _moments[0].Processes.Keys;

    public void Add(IReadOnlyDictionary<string, ProcessFigures> processes, long lag) => _moments.Add(new(_clock.Elapsed, processes, lag));

    /// <summary>The second sixth: everything is compiled, and every buffer has been full once.</summary>
    public Series Early(string process, Unit unit, Func<ProcessFigures, double> value) => In(1, "second sixth", unit, moment => value(moment.Processes[process]));

    /// <summary>The last sixth.</summary>
    public Series Late(string process, Unit unit, Func<ProcessFigures, double> value) => In(Parts - 1, "last sixth", unit, moment => value(moment.Processes[process]));

    public Series EarlyLag(Unit unit) => In(1, "second sixth", unit, moment => moment.Lag);

    public Series LateLag(Unit unit) => In(Parts - 1, "last sixth", unit, moment => moment.Lag);

    private Series In(int part, string name, Unit unit, Func<Moment, double> value) =>
        new(name, unit, [.. _moments.Where(moment => (int)(moment.Time / duration * Parts) == part).Select(moment => new Sample(value(moment)))]);

    private sealed record Moment(TimeSpan Time, IReadOnlyDictionary<string, ProcessFigures> Processes, long Lag);
}
