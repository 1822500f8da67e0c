using System.Diagnostics;

namespace KafkaAspire.LocalCluster;

/// <summary>Hands a child's output on, line by line: to a file, to callbacks, or to nobody, so that the child never waits for a reader.</summary>
internal sealed class ChildOutput(ChildProcessOptions options, TextWriter? file) : IDisposable
{
    private readonly TextWriter? _file = file is null ? null : TextWriter.Synchronized(file);
    private Task _reading = Task.CompletedTask;

    public void ReadFrom(Process process) => _reading = Task.WhenAll(
        ReadAsync(process.StandardOutput, options.OnOutput),
        ReadAsync(process.StandardError, options.OnError));

    /// <summary>Waits until everything is read; not for long, as a descendant of the child may keep the other end open.</summary>
    public async Task CompleteAsync()
    {
        await Task.WhenAny(_reading, Task.Delay(TimeSpan.FromSeconds(2)));
        Dispose();
    }

    public void Dispose() => _file?.Dispose();

    private async Task ReadAsync(StreamReader reader, Action<string>? onLine)
    {
        await Task.Yield();
        while (await reader.ReadLineAsync() is { } line)
        {
            _file?.WriteLine(line);
            onLine?.Invoke(line);
        }
    }
}
