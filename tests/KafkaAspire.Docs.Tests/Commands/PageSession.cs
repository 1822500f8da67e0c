using System.Net;
using System.Net.Sockets;

namespace KafkaAspire.Docs.Tests.Commands;

/// <summary>A reader who types the commands of one page, one after the other.</summary>
/// <param name="withKafka">Whether the page is about real brokers: then KAFKA_HOME is what it is, else there is none, and the brokers are there at once.</param>
internal sealed class PageSession(bool withKafka) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    // The ports that the pages name: each page's reader has his own.
    private readonly Dictionary<string, string> _ports = new string[] { "5080", "5280" }.ToDictionary(port => port, _ => FreePort());
    private readonly CopyOfTheRepository _copy = new();
    private LongCommand? _first;

    public async Task TypeAsync(PageCommand command)
    {
        string text = _ports.Aggregate(command.Text, (line, port) => line.Replace(port.Key, port.Value, StringComparison.Ordinal));
        if (command.Keys is { } keys)
            await PressAsync(keys);
        else if (command.Info.EndsWith(PageCommands.Stays, StringComparison.Ordinal))
            _first = LongCommand.Start(text, _copy.Path, Environment);
        else
            await RunAsync(command, text);
    }

    /// <summary>Ends what still runs, as the page's last sentence says.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_first is not null)
        {
            int code = await _first.EndAsync(cancellationToken);
            Assert.True(code == 0, $"exit code {code}: {_first.Output}");
        }
    }

    private async Task PressAsync(string keys)
    {
        foreach (char key in keys)
        {
            Assert.True(_first is { HasEnded: false }, $"nothing runs in which {key} could be pressed: {_first?.Output}");
            await _first!.PressAsync(key);
        }
    }

    private async Task RunAsync(PageCommand command, string text)
    {
        text = Bounded(text);
        // A question may be asked until its answer is right: what was changed before takes its time. What changes something is typed once.
        bool isQuestion = text.StartsWith("curl ", StringComparison.Ordinal) && !text.Contains(" -d ", StringComparison.Ordinal);
        var deadline = DateTime.UtcNow + (isQuestion || text.StartsWith("curl ", StringComparison.Ordinal) && _first is not null ? Patience : TimeSpan.Zero);
        while (true)
        {
            var result = await ShellCommand.RunAsync(text, _copy.Path, Environment);
            bool isRefused = result.ExitCode == 7; // curl: nobody listens yet
            string? missing = result.ExitCode != 0 ? "exit code 0" : ExpectedOutput.FindMissing(command.Output, result.Output);
            if (missing is null)
                return;
            Assert.False(_first is { HasEnded: true }, $"{command}: what runs in the first terminal has ended: {_first?.Output}");
            Assert.True((isQuestion || isRefused) && DateTime.UtcNow < deadline, $"{command}\nlacks: {missing}\n{result}");
            await Task.Delay(Look, TestContext.Current.CancellationToken);
        }
    }

    // What a reader ends with q is ended by the clock.
    private static string Bounded(string text) =>
        text.StartsWith("./run", StringComparison.Ordinal) && !new[] { "--messages", "--for", "--input", "--help", "--completion" }.Any(text.Contains) ? $"{text} --for 2s" : text;

    private Dictionary<string, string?> Environment => new()
    {
        ["KAFKA_HOME"] = withKafka ? System.Environment.GetEnvironmentVariable("KAFKA_HOME") : "",
        ["PATH"] = $"{Path.GetDirectoryName(_copy.Browser)}{Path.PathSeparator}{System.Environment.GetEnvironmentVariable("PATH")}",
    };

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        if (_first is not null)
            await _first.DisposeAsync();
        _copy.Dispose();
    }
}
