using KafkaAspire.LocalCluster;

namespace KafkaAspire.Chaos.Services;

/// <summary>A producer or a consumer: the app's own program, in a process that is started again under the same name.</summary>
/// <param name="name">Its name: consumer-1.</param>
/// <param name="command">The program and its arguments.</param>
/// <param name="settings">Its configuration.</param>
/// <param name="logFile">Where all its lives write what they have to say.</param>
/// <param name="onEnd">Told when it ends although nobody wanted it to.</param>
internal sealed class ServiceNode(string name, IReadOnlyList<string> command, IReadOnlyDictionary<string, string?> settings, string logFile, Action<ServiceNode, int> onEnd)
    : INode, IAsyncDisposable
{
    private static readonly TimeSpan GracefulEnd = TimeSpan.FromSeconds(20);
    private volatile ChildProcess? _process;
    private volatile bool _endIsWanted = true;

    public string Name { get; } = name;
    public string LogFile { get; } = logFile;
    public SemaphoreSlim Turn { get; } = new(1);
    public bool IsUp => _process is { HasExited: false };

    /// <summary>Whether it is down and nobody wanted that.</summary>
    public bool EndedByItself => !_endIsWanted && !IsUp;

    /// <summary>Where libfaketime reads the offset of its clock; null where it has none.</summary>
    public string? ClockFile => settings.GetValueOrDefault("FAKETIME_TIMESTAMP_FILE");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsUp)
            return Task.CompletedTask;
        _endIsWanted = false;
        var process = ChildProcess.Start(new ChildProcessOptions(command[0], [.. command.Skip(1)])
        {
            Environment = settings,
            WorkingDirectory = Path.GetDirectoryName(LogFile),
            OutputFile = LogFile,
        });
        _process = process;
        _ = WatchAsync(process);
        return Task.CompletedTask;
    }

    public async Task KillAsync()
    {
        _endIsWanted = true;
        if (_process is { } process)
        {
            process.Kill();
            await process.Exited;
        }
    }

    public async Task StopAsync()
    {
        _endIsWanted = true;
        if (_process is { HasExited: false } process)
            await process.TerminateAsync(GracefulEnd);
    }

    public void Suspend() => _process?.Suspend();

    public void Resume() => _process?.Resume();

    private async Task WatchAsync(ChildProcess process)
    {
        int code = await process.Exited;
        if (!_endIsWanted && process == _process)
            onEnd(this, code);
    }

    public async ValueTask DisposeAsync()
    {
        _endIsWanted = true;
        if (_process is { } process)
            await process.DisposeAsync();
    }
}
