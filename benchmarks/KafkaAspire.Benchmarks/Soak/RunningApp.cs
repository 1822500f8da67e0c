using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Benchmarks.Soak;

/// <summary>The whole app as anybody starts it, <c>./run</c> on three real brokers, and the figures that it prints while it runs.</summary>
internal sealed partial class RunningApp : IAsyncDisposable
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<string> _lines = [];
    private readonly List<Progress> _progress = [];
    private readonly ChildProcess _process;

    /// <summary>Starts it.</summary>
    /// <param name="repository">The directory of <c>./run</c>.</param>
    /// <param name="arguments">What it is given besides.</param>
    /// <param name="environment">Settings of its services.</param>
    public RunningApp(string repository, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? environment = null) =>
        _process = ChildProcess.Start(new(Path.Combine(repository, "run"), ["--brokers", "kafka", "--plain", .. arguments])
        {
            Environment = environment ?? new Dictionary<string, string?>(),
            WorkingDirectory = repository,
            OnOutput = Take,
            OnError = Take,
        });

    public int Id => _process.Id;

    /// <summary>What it has told so far.</summary>
    public IReadOnlyList<Progress> Progress
    {
        get
        {
            lock (_lines)
                return [.. _progress];
        }
    }

    /// <summary>Waits, and sees that it goes on.</summary>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    public async Task StaysAsync(TimeSpan time)
    {
        if (await Task.WhenAny(_process.Exited, Task.Delay(time)) == _process.Exited)
            throw new InvalidOperationException($"./run ended before its time: {await AuditAsync()}");
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The line of its audit.</returns>
    /// <exception cref="InvalidOperationException">It failed, or its audit found something lost or doubled.</exception>
    public async Task<string> AuditAsync()
    {
        int code = await _process.Exited;
        lock (_lines)
            return code == 0 && _lines.FindLast(line => line.StartsWith("audit: ", StringComparison.Ordinal)) is { } audit
                ? audit
                : throw new InvalidOperationException($"./run ended with {code}: {string.Join(" | ", _lines.TakeLast(5))}");
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private void Take(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
            if (Figures.Match(line) is { Success: true } match)
                _progress.Add(new(_clock.Elapsed, Count(match.Groups["acknowledged"]), Count(match.Groups["applied"]), Count(match.Groups["lag"])));
        }
    }

    private static long Count(Group group) => long.Parse(group.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"acknowledged (?<acknowledged>[\d,]+) .*applied (?<applied>[\d,]+) .*lag (?<lag>[\d,]+)")]
    private static partial Regex Figures { get; }
}

/// <summary>A line of <c>./run --plain</c>.</summary>
/// <param name="Time">When it was printed, from the start of the run.</param>
/// <param name="Acknowledged">Messages that the brokers have.</param>
/// <param name="Applied">Messages that the consumers have applied.</param>
/// <param name="Lag">Messages that wait.</param>
internal readonly record struct Progress(TimeSpan Time, long Acknowledged, long Applied, long Lag);
