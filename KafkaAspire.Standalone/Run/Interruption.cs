using System.Runtime.InteropServices;

namespace KafkaAspire.Standalone.Run;

/// <summary>How a person or a script asks a run to end: the first time in order, the second time at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenSource _endAtOnce = new();
    private readonly PosixSignalRegistration[] _signals;

    public Interruption() => _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }
        .Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            Ask();
        }))];

    /// <summary>Stop the producers, let the consumers finish, audit.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>Wait for nothing any more.</summary>
    public CancellationToken EndAtOnce => _endAtOnce.Token;

    public void Ask()
    {
        if (_end.IsCancellationRequested)
            _endAtOnce.Cancel();
        else
            _end.Cancel();
    }

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _end.Dispose();
        _endAtOnce.Dispose();
    }
}
