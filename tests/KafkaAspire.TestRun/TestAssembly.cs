using System.Diagnostics;
using System.Text.Json;
using KafkaAspire.Standalone.Build;

namespace KafkaAspire.TestRun;

/// <summary>One test project's program: runs it and tells what failed and what was skipped while it runs.</summary>
internal sealed class TestAssembly(string path, TextWriter output)
{
    private readonly Dictionary<string, string> _names = [];
    private readonly string _name = Path.GetFileNameWithoutExtension(path);

    /// <param name="filter">A part of the tests' full names, or null for all.</param>
    /// <param name="sum">Where the tests are counted.</param>
    public async Task RunAsync(string? filter, TestSum sum)
    {
        var time = Stopwatch.StartNew();
        var before = (sum.Passed, sum.Failed, sum.Skipped);
        string[] narrow = filter is null ? [] : ["-method", $"*{filter}*"];
        var start = new ProcessStartInfo(DotnetCommand.Executable, [path, "-reporter", "json", "-noColor", "-noAutoReporters", .. narrow])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            Take(line, sum);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 && sum.Failed == before.Failed)
            Fail(sum, $"{_name} ended with exit code {process.ExitCode}", (await errors).Trim());
        if ((sum.Passed, sum.Failed, sum.Skipped) != before)
            output.WriteLine($"{_name}: {sum.Passed - before.Passed} passed, {sum.Failed - before.Failed} failed, {sum.Skipped - before.Skipped} skipped"
                + $" in {time.Elapsed.TotalSeconds:0} s");
    }

    private void Take(string line, TestSum sum)
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
                sum.Passed++;
                break;
            case "test-skipped":
                sum.Skipped++;
                output.WriteLine($"skipped {NameOf(message)}: {Text(message, "Reason")}");
                break;
            case "test-failed":
                Fail(sum, NameOf(message), Details(message));
                break;
            case "error-message" or "test-assembly-cleanup-failure" or "test-class-cleanup-failure" or "test-collection-cleanup-failure" or "test-cleanup-failure":
                Fail(sum, $"{_name} (outside a test)", Details(message));
                break;
        }
    }

    // xunit's reporter leaves control characters of a message (a terminal's escape sequences) as they are, which JSON does not allow.
    private static string Escaped(string line) =>
        line.Any(char.IsControl) ? string.Concat(line.Select(one => one < ' ' ? $"\\u{(int)one:x4}" : one.ToString())) : line;

    private void Fail(TestSum sum, string name, string details)
    {
        sum.Failed++;
        output.WriteLine($"FAILED {name}");
        foreach (string line in details.Split('\n'))
            output.WriteLine("  " + Printable(line.TrimEnd('\r')));
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
