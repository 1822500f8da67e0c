using System.Diagnostics;
using System.Text;

namespace KafkaAspire.LocalCluster;

/// <summary>How a child is started on this operating system.</summary>
internal sealed class ChildLaunch
{
    // The child waits for a line before it becomes the program: it gets one once the reaper knows it. So there is no moment in which this
    // process can be killed and leave a child that nobody knows; the end of the input then ends the child instead.
    private const string Gate = "read -r go || exit 125; ";

    private readonly ChildProcessOptions _options;
    private readonly bool _gated;
    private readonly bool _outputByShell;

    private ChildLaunch(ChildProcessOptions options)
    {
        _options = options;
        bool unix = !OperatingSystem.IsWindows();
        _gated = unix && options.Input != ChildInput.Inherited;
        _outputByShell = unix && options is { OutputFile: not null, OnOutput: null, OnError: null };
        StartInfo = new ProcessStartInfo
        {
            UseShellExecute = false,
            // All three, also where the shell redirects them: .NET leaves the terminal's settings alone only then.
            RedirectStandardInput = options.Input != ChildInput.Inherited,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
            WorkingDirectory = options.WorkingDirectory ?? "",
            CreateNoWindow = true,
        };
        if (options.Input != ChildInput.Inherited)
            StartInfo.StandardInputEncoding = new UTF8Encoding(false);
        foreach ((string name, string? value) in options.Environment)
            StartInfo.Environment[name] = value;
        foreach (string word in unix ? UnderShell() : [options.Command, .. options.Arguments])
            if (StartInfo.FileName.Length == 0)
                StartInfo.FileName = word;
            else
                StartInfo.ArgumentList.Add(word);
    }

    public ProcessStartInfo StartInfo { get; }

    public static ChildLaunch Of(ChildProcessOptions options) => new(options);

    public ChildOutput OpenOutput()
    {
        if (_options.OutputFile is not { } file)
            return new ChildOutput(_options, null);
        try
        {
            var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            if (!_outputByShell)
                return new ChildOutput(_options, new StreamWriter(stream) { AutoFlush = true });
            stream.Dispose();
            return new ChildOutput(_options, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LocalClusterException($"file '{file}' cannot be written: {exception.Message}", exception);
        }
    }

    public void LetGo(Process process)
    {
        if (_gated)
        {
            process.StandardInput.Write("go\n");
            process.StandardInput.Flush();
        }
        if (_options.Input == ChildInput.Closed)
            process.StandardInput.Close();
    }

    // A script that ends us with a signal to the whole process group (timeout does) would else end producers, consumers and brokers at one
    // moment, and nothing in order. Linux only; one that reads the terminal has to stay with it. The process id stays the same.
    private string OwnSession() =>
        OperatingSystem.IsLinux() && _options.Input != ChildInput.Inherited && Executable.Find("setsid") is { } setsid ? setsid + " " : "";

    // An ignored signal stays ignored across exec. $0 is the output file: it needs no quoting there.
    private IEnumerable<string> UnderShell() =>
    [
        "/bin/sh", "-c",
        $"trap '' INT; {(_gated ? Gate : "")}exec {OwnSession()}\"$@\"{(_outputByShell ? " >>\"$0\" 2>&1" : "")}",
        _outputByShell ? _options.OutputFile! : "sh",
        _options.Command, .. _options.Arguments,
    ];
}
