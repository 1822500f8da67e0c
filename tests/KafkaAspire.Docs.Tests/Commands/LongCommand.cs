using System.Diagnostics;
using System.Text;

namespace KafkaAspire.Docs.Tests.Commands;

/// <summary>A command that a page leaves running in its first terminal. It has a terminal here, too, so that keys can be pressed in it.</summary>
internal sealed class LongCommand : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Task _reading;

    private LongCommand(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    public static LongCommand Start(string command, string directory, IReadOnlyDictionary<string, string?> environment)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "needs the program script (util-linux), which gives a terminal");
        var start = new ProcessStartInfo("script", ["-qec", $"stty cols 140 rows 45; exec {command}", "/dev/null"])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment["TERM"] = "xterm-256color";
        return new(Process.Start(start)!);
    }

    public bool HasEnded => _process.HasExited;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public async Task PressAsync(char key)
    {
        await _process.StandardInput.WriteAsync(key);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Presses q and waits for its end.</summary>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        await PressAsync('q');
        await _process.WaitForExitAsync(cancellationToken);
        await _reading;
        return _process.ExitCode;
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
            lock (_output)
                _output.AppendLine(line);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
