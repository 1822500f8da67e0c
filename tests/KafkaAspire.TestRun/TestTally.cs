using System.Globalization;

namespace KafkaAspire.TestRun;

/// <summary>What one test assembly, or a whole run, came to.</summary>
/// <param name="name">The assembly, or the run.</param>
internal sealed class TestTally(string name)
{
    private readonly List<TestTime> _times = [];

    public string Name => name;
    public int Passed { get; set; }
    public int Failed { get; set; }
    public int Skipped { get; set; }
    public TimeSpan Elapsed { get; set; }

    public int Total => Passed + Failed + Skipped;

    /// <summary>How long each test took that was run.</summary>
    public IReadOnlyList<TestTime> Times => _times;

    public void Took(string test, decimal seconds) => _times.Add(new(test, seconds));

    public void Add(TestTally other)
    {
        Passed += other.Passed;
        Failed += other.Failed;
        Skipped += other.Skipped;
        _times.AddRange(other._times);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");
}

/// <param name="Test">The test's full name.</param>
/// <param name="Seconds">From its start to its end, without its fixtures.</param>
internal sealed record TestTime(string Test, decimal Seconds);
