using System.Diagnostics;
using System.Text.Json;
using KafkaAspire.Standalone.Build;

namespace KafkaAspire.TestRun;

/// <summary>One test project's program: runs it and says what failed and what was skipped while it runs.</summary>
internal sealed class TestAssembly(string path, TextWriter output)
{
    private readonly Dictionary<string, string> _names = [];
    private readonly TestTally _tally = new(Path.GetFileNameWithoutExtension(path));

    /// <param name="filter">A part of the tests' full names, or null for all.</param>
    public async Task<TestTally> RunAsync(string? filter)
    {
        var time = Stopwatch.StartNew();
        string[] narrow = filter is null ? [] : ["-method", $"*{filter}*"];
        var start = new ProcessStartInfo(DotnetCommand.Executable, [path, "-reporter", "json", "-noColor", "-noAutoReporters", .. narrow])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            Take(line);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 && _tally.Failed == 0)
            Fail($"{_tally.Name} ended with exit code {process.ExitCode}", (await errors).Trim());
        _tally.Elapsed = time.Elapsed;
        if (_tally.Total > 0)
            output.WriteLine($"{_tally.Name}: {_tally} in {time.Elapsed.TotalSeconds:0} s");
        return _tally;
    }

    private void Take(string line)
    {
        if (!line.StartsWith('{'))
        {
            if (!string.IsNullOrWhiteSpace(line))
                output.WriteLine(line);
            return;
        }
        using var document = JsonDocument.Parse(Escaped(line));
        var message = document.RootElement;
        switch (Text(message, "$type"))
        {
            case "test-starting":
                _names[Text(message, "TestUniqueID")] = Text(message, "TestDisplayName");
                break;
            case "test-passed":
                _tally.Passed++;
                NoteTime(message);
                break;
            case "test-skipped":
                _tally.Skipped++;
                output.WriteLine($"skipped {NameOf(message)}: {Text(message, "Reason")}");
                break;
            case "test-failed":
                NoteTime(message);
                Fail(NameOf(message), Details(message));
                break;
            case "error-message" or "test-assembly-cleanup-failure" or "test-class-cleanup-failure" or "test-collection-cleanup-failure" or "test-cleanup-failure":
                Fail($"{_tally.Name} (outside a test)", Details(message));
                break;
        }
    }

    private void NoteTime(JsonElement message)
    {
        if (message.TryGetProperty("ExecutionTime", out var time))
            _tally.Took(NameOf(message), time.GetDecimal());
    }

    // xunit's reporter leaves control characters of a message (a terminal's escape sequences) as they are, which JSON does not allow.
    private static string Escaped(string line) =>
        line.Any(char.IsControl) ? string.Concat(line.Select(one => one < ' ' ? $"\\u{(int)one:x4}" : one.ToString())) : line;

    // In one piece: another assembly may write at the same time.
    private void Fail(string name, string details)
    {
        _tally.Failed++;
        string load = MachineLoad.Describe() is { } described ? $" ({described})" : "";
        output.WriteLine(string.Join(output.NewLine, [$"FAILED {name}{load}", .. details.Split('\n').Select(line => "  " + Printable(line.TrimEnd('\r')))]));
    }

    private static string Printable(string line) => string.Concat(line.Select(one => char.IsControl(one) && one != '\t' ? '\uFFFD' : one));

    private string NameOf(JsonElement message) => _names.GetValueOrDefault(Text(message, "TestUniqueID"), Text(message, "TestUniqueID"));

    private static string Details(JsonElement message) =>
        string.Join('\n', Texts(message, "Messages").Concat(Texts(message, "StackTraces")).Append(Text(message, "Output")).Where(text => text.Length > 0));

    private static string Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static IEnumerable<string> Texts(JsonElement message, string name) =>
        message.TryGetProperty(name, out var values) && values.ValueKind == JsonValueKind.Array
            ? values.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.String ? value.GetString()! : "")
            : [];
}
