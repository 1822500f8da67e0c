using System.Diagnostics;
using System.Globalization;

namespace KafkaAspire.Standalone.Build;

/// <summary>Says that something that takes a while goes on, and when it is done, how long it took.</summary>
internal interface IProgressLine
{
    IDisposable Begin(string what);
}

/// <summary>
/// One line per activity: in a terminal it counts the seconds in place; otherwise it is printed once, when the activity begins.
/// </summary>
internal sealed class ProgressLine(TextWriter output, bool isTerminal) : IProgressLine
{
    public IDisposable Begin(string what) => new Activity(output, isTerminal, what);

    private sealed class Activity : IDisposable
    {
        private readonly TextWriter _output;
        private readonly string _what;
        private readonly Stopwatch _time = Stopwatch.StartNew();
        private readonly Timer? _timer;

        public Activity(TextWriter output, bool isTerminal, string what)
        {
            (_output, _what) = (output, what);
            if (isTerminal)
                _timer = new(_ => Write(""), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            else
                output.WriteLine(what + " ...");
        }

        private void Write(string ending)
        {
            lock (_time)
                _output.Write(string.Create(CultureInfo.InvariantCulture, $"\r{_what} ... {_time.Elapsed.TotalSeconds:0} s{ending}"));
        }

        public void Dispose()
        {
            if (_timer is null)
                return;
            using var done = new ManualResetEvent(false);
            _timer.Dispose(done);
            done.WaitOne();
            Write(Environment.NewLine);
        }
    }
}
