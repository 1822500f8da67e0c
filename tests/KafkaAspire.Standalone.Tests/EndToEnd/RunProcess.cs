using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using KafkaAspire.Standalone.Build;

namespace KafkaAspire.Standalone.Tests.EndToEnd;

/// <summary>The program behind <c>./run</c> as a process of its own, with a directory of its own for what it leaves.</summary>
internal sealed partial class RunProcess : IDisposable
{
    public const string Graceful = "TERM";
    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly Task<string> _errors;
    private readonly Task _reading;

    private RunProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    public int Id => _process.Id;

    /// <summary>Where the run makes its temporary directory.</summary>
    public required DirectoryInfo Temporary { get; init; }

    /// <summary>What it has not removed. The runtime's own pipes do not count: a process that is killed can't remove them.</summary>
    public IEnumerable<DirectoryInfo> LeftBehind => Temporary.EnumerateDirectories();

    /// <summary>Starts it as on a machine without KAFKA_HOME.</summary>
    public static RunProcess Start(params string[] args) => StartWith(kafkaHome: "", args);

    public static RunProcess StartWith(string kafkaHome, params string[] args) =>
        Launch(kafkaHome, [], new("dotnet", [Repository.Find().AssemblyOf("KafkaAspire.Standalone"), .. args]));

    /// <summary>Starts it on brokers of its own choice, with settings for its services.</summary>
    public static RunProcess StartWithSettings(Dictionary<string, string> settings, params string[] args) =>
        Launch("", settings, new("dotnet", [Repository.Find().AssemblyOf("KafkaAspire.Standalone"), .. args]));

    /// <summary>Starts it in a terminal, where it shows the live view and takes keys.</summary>
    public static RunProcess StartInTerminal(string kafkaHome, params string[] args)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "needs the program script (util-linux), which gives a terminal");
        string command = $"stty cols 140 rows 45; exec dotnet {Repository.Find().AssemblyOf("KafkaAspire.Standalone")} {string.Join(' ', args)}";
        return Launch(kafkaHome, new() { ["TERM"] = "xterm-256color" }, new("script", ["-qec", command, "/dev/null"]));
    }

    private static RunProcess Launch(string kafkaHome, Dictionary<string, string> settings, ProcessStartInfo command)
    {
        var temporary = Directory.CreateTempSubdirectory("kafka-aspire-tests-");
        var start = new ProcessStartInfo(command.FileName, command.ArgumentList)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["TMPDIR"] = temporary.FullName;
        start.Environment["KAFKA_HOME"] = kafkaHome;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        if (command.FileName == "dotnet")
            process.StandardInput.Close();
        return new(process) { Temporary = temporary };
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            lock (_output)
                _output.Add(Escape().Replace(line, "").Trim());
    }

    /// <summary>Presses a key of the live view.</summary>
    public Task PressAsync(char key) => _process.StandardInput.WriteAsync(key);

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_output)
                return [.. _output];
        }
    }

    /// <summary>Waits for its end.</summary>
    public async Task<RunResult> EndAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"it has not ended within 5 minutes: {string.Join('\n', Lines)}");
        }
        await _reading;
        return new(_process.ExitCode, Lines, await _errors);
    }

    /// <summary>Waits until it has printed a line.</summary>
    public async Task<string> LineAsync(Func<string, bool> wanted)
    {
        var deadline = DateTime.UtcNow.AddMinutes(3);
        while (true)
        {
            if (Lines.FirstOrDefault(wanted) is { } line)
                return line;
            Assert.False(_process.HasExited, $"it ended: {string.Join('\n', Lines)} {(_process.HasExited ? _errors.Result : "")}");
            Assert.True(DateTime.UtcNow < deadline, $"no such line in: {string.Join('\n', Lines)}");
            await Task.Delay(50);
        }
    }

    /// <summary>Waits until some messages were applied, which a status line tells.</summary>
    public Task<string> AppliesAsync() => LineAsync(line => line.Contains("  applied ", StringComparison.Ordinal) && !line.Contains("  applied 0 ", StringComparison.Ordinal));

    /// <summary>Its child processes whose command line holds a text.</summary>
    public IReadOnlyList<int> Children(string part) =>
    [
        .. Process.GetProcesses().Select(process => process.Id).Where(id => ParentOf(id) == Id && CommandLineOf(id).Contains(part, StringComparison.Ordinal)),
    ];

    public void Signal(string signal) => Signal(Id, signal);

    public static void Signal(int process, string signal) =>
        Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    [GeneratedRegex("\\e\\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escape();

    private static int ParentOf(int id) => File.Exists($"/proc/{id}/stat") && Read($"/proc/{id}/stat") is { Length: > 0 } stat
        ? int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture)
        : 0;

    private static string CommandLineOf(int id) => Read($"/proc/{id}/cmdline").Replace('\0', ' ');

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return ""; // it has just ended
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Temporary.Delete(recursive: true);
    }
}

/// <summary>How a run ended.</summary>
internal sealed record RunResult(int ExitCode, IReadOnlyList<string> Lines, string Errors)
{
    public string LastLine => Lines.Count == 0 ? "" : Lines[^1];

    public override string ToString() => $"exit code {ExitCode}\n{string.Join('\n', Lines)}\n{Errors}";
}
