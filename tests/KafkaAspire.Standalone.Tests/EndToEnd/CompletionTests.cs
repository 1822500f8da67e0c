using System.Diagnostics;
using KafkaAspire.Standalone.Build;

namespace KafkaAspire.Standalone.Tests.EndToEnd;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("./run --del", "--delivery")]
    [InlineData("./run --plain --delivery at-l", "at-least-once")]
    [InlineData("./run --brokers em", "embedded")]
    public async Task A_shell_completes_options_and_their_words(string line, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs bash");
        string[] words = line.Split(' ');
        string script = $"""
            eval "$(./run --completion bash)"
            COMP_LINE='{line}'; COMP_POINT={line.Length}; COMP_WORDS=({line}); COMP_CWORD={words.Length - 1}
            _kafkaaspire_run
            printf '%s\n' "$COMPREPLY"
            """;
        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = Repository.Find().Root, RedirectStandardOutput = true };
        using var shell = Process.Start(start)!;
        string output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, output.Trim().Split('\n')[^1]);
    }
}
