using System.Diagnostics;

namespace KafkaAspire.LocalCluster;

/// <summary>
/// A process that ends with this one: gracefully where it is told to, and by the <see cref="Reaper"/> when this process is killed.
/// It does not see the terminal's Ctrl+C: when it ends is for this process to say.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ChildOutput _output;
    private volatile bool _ended;

    private ChildProcess(Process process, ChildOutput output)
    {
        _process = process;
        _output = output;
        Id = process.Id;
        Exited = WaitForExitAsync();
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _ended || _process.HasExited;

    /// <summary>Completes with the exit code when it has ended and its output is read; on Unix 128 plus the signal's number after a signal.</summary>
    public Task<int> Exited { get; }

    /// <summary>Its standard input, for <see cref="ChildInput.Written"/>.</summary>
    public TextWriter Input => _process.StandardInput;

    /// <summary>Starts a process.</summary>
    /// <param name="options">What to start, and how.</param>
    /// <exception cref="LocalClusterException">The program, the working directory or the output file is not there or may not be used.</exception>
    public static ChildProcess Start(ChildProcessOptions options)
    {
        string command = Executable.Find(options.Command)
            ?? throw new LocalClusterException($"program '{options.Command}' not found{(Path.IsPathRooted(options.Command) ? "" : " in PATH")}");
        if (options.WorkingDirectory is { } directory && !Directory.Exists(directory))
            throw new LocalClusterException($"directory '{directory}' does not exist");
        ChildLaunch launch = ChildLaunch.Of(options with { Command = command });
        ChildOutput output = launch.OpenOutput();
        try
        {
            Process process = Process.Start(launch.StartInfo) ?? throw new LocalClusterException($"program '{command}' did not start");
            Reaper.Register(process.Id);
            launch.LetGo(process);
            output.ReadFrom(process);
            return new ChildProcess(process, output);
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException)
        {
            output.Dispose();
            throw new LocalClusterException($"program '{command}' cannot be started: {exception.Message}", exception);
        }
    }

    /// <summary>Asks it to end (SIGTERM), and kills it when it has not ended by the deadline. On Windows it is killed.</summary>
    /// <param name="deadline">How long it may take.</param>
    /// <param name="cancellationToken">Kills it at once.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync(TimeSpan deadline, CancellationToken cancellationToken = default)
    {
        if (OperatingSystem.IsWindows())
            Kill();
        else
            Signal(UnixSignal.Terminate);
        Task ended = await Task.WhenAny(Exited, Task.Delay(deadline, cancellationToken));
        if (ended != Exited)
            Kill();
        return await Exited;
    }

    /// <summary>Has the scheduler give it only the processor time that nothing else wants, where the system lets this process ask for that.</summary>
    public void RunInBackground()
    {
        try
        {
            _process.PriorityClass = ProcessPriorityClass.Idle;
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended, or may not be changed: it then runs as any other process.
        }
    }

    /// <summary>Ends it without warning (SIGKILL): it and nothing else. Does nothing when it has ended.</summary>
    public void Kill()
    {
        if (!HasExited)
            _process.Kill();
    }

    /// <summary>Halts it (SIGSTOP) until <see cref="Resume"/>: it looks as if it hung.</summary>
    /// <exception cref="PlatformNotSupportedException">On Windows.</exception>
    public void Suspend() => Signal(UnixSignal.Stop);

    /// <summary>Lets a halted process go on (SIGCONT).</summary>
    /// <exception cref="PlatformNotSupportedException">On Windows.</exception>
    public void Resume() => Signal(UnixSignal.Continue);

    private void Signal(int signal)
    {
        if (!HasExited)
            UnixSignal.Send(Id, signal);
    }

    private async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync();
        _ended = true;
        Reaper.Forget(Id);
        await _output.CompleteAsync();
        return _process.ExitCode;
    }

    /// <summary>Kills it if it lives.</summary>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await Exited;
        _process.Dispose();
    }
}
