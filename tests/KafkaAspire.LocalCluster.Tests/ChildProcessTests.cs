namespace KafkaAspire.LocalCluster.Tests;

public sealed class ChildProcessTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ChildProcessTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "needs /bin/sh and signals");

    [Fact]
    public async Task Its_output_goes_to_callbacks_and_to_a_file_and_its_exit_code_is_told()
    {
        List<string> output = [], errors = [];
        string file = Path.Combine(_directory.Path, "it's \"the\" log");
        await using ChildProcess child = Shell("echo \"$1 $GREETED\"; echo oh >&2; exit 7", new ChildProcessOptions("", "hel lo")
        {
            OnOutput = output.Add,
            OnError = errors.Add,
            OutputFile = file,
            Environment = new Dictionary<string, string?> { ["GREETED"] = "wörld" },
        });
        Assert.Equal(7, await child.Exited);
        Assert.True(child.HasExited);
        Assert.Equal(["hel lo wörld"], output);
        Assert.Equal(["oh"], errors);
        Assert.Equal(["hel lo wörld", "oh"], (await File.ReadAllLinesAsync(file, Cancel)).Order());
    }

    [Fact]
    public async Task Its_output_goes_to_a_file_alone_and_is_appended()
    {
        string file = _directory.File("it's \"the\" log", "before\n");
        await using ChildProcess child = Shell("echo out; pwd", new ChildProcessOptions("") { OutputFile = file, WorkingDirectory = _directory.Path });
        Assert.Equal(0, await child.Exited);
        Assert.Equal(["before", "out", _directory.Path], await File.ReadAllLinesAsync(file, Cancel));
    }

    [Fact]
    public async Task It_reads_what_is_written_or_nothing()
    {
        List<string> read = [];
        await using ChildProcess written = Shell("cat", new ChildProcessOptions("") { Input = ChildInput.Written, OnOutput = read.Add });
        await written.Input.WriteAsync("one\ntwo\n");
        written.Input.Close();
        Assert.Equal(0, await written.Exited);
        Assert.Equal(["one", "two"], read);

        await using ChildProcess closed = Shell("cat", new ChildProcessOptions("") { OnOutput = read.Add });
        Assert.Equal(0, await closed.Exited);
        Assert.Equal(2, read.Count);
    }

    [Fact]
    public async Task It_ends_gracefully_when_asked_and_is_killed_when_it_does_not()
    {
        await using ChildProcess polite = await ReadyAsync("trap 'exit 3' TERM; echo ready; while :; do sleep 0.1; done");
        Assert.Equal(3, await polite.TerminateAsync(TimeSpan.FromSeconds(30), Cancel));

        await using ChildProcess stubborn = await ReadyAsync("trap '' TERM; echo ready; while :; do sleep 0.1; done");
        Assert.Equal(128 + 9, await stubborn.TerminateAsync(TimeSpan.FromMilliseconds(300), Cancel));
    }

    [Fact]
    public async Task It_does_not_see_the_terminals_interrupt()
    {
        // A .NET process, as these handle the signal themselves.
        await using EmbeddedCluster cluster = await EmbeddedCluster.StartAsync(new EmbeddedClusterOptions { Brokers = 1 }, Cancel);
        await using ChildProcess interrupt = ChildProcess.Start(new ChildProcessOptions("kill", "-INT", $"{cluster.HostProcessId}"));
        Assert.Equal(0, await interrupt.Exited);
        await cluster.KillBrokerAsync(1, Cancel);
        Assert.False(cluster.Brokers[0].IsUp);
    }

    [Fact]
    public async Task It_halts_and_goes_on()
    {
        await using ChildProcess child = await ReadyAsync("echo ready; while :; do sleep 0.1; done");
        child.Suspend();
        await Eventually.TrueAsync(() => StateOf(child.Id) == "T", "the process is stopped");
        child.Resume();
        await Eventually.TrueAsync(() => StateOf(child.Id) != "T", "the process goes on");
    }

    [Fact]
    public void What_can_not_be_started_is_named()
    {
        Assert.Equal("program '/no/such/program' not found", Message(new ChildProcessOptions("/no/such/program")));
        Assert.Equal("program 'no-such-program' not found in PATH", Message(new ChildProcessOptions("no-such-program")));
        Assert.Equal("directory '/no/such/directory' does not exist", Message(new ChildProcessOptions("/bin/sh") { WorkingDirectory = "/no/such/directory" }));
        Assert.StartsWith("file '/no/such/directory/log' cannot be written: ", Message(new ChildProcessOptions("/bin/sh") { OutputFile = "/no/such/directory/log" }));
    }

    public void Dispose() => _directory.Dispose();

    private static ChildProcess Shell(string script, ChildProcessOptions options) =>
        ChildProcess.Start(options with { Command = "/bin/sh", Arguments = ["-c", script, "sh", .. options.Arguments] });

    private static async Task<ChildProcess> ReadyAsync(string script)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ChildProcess child = Shell(script, new ChildProcessOptions("") { OnOutput = _ => ready.TrySetResult() });
        await ready.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancel);
        return child;
    }

    private static string StateOf(int id)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc to see a process's state");
        string stat = File.ReadAllText($"/proc/{id}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[0];
    }

    private static string Message(ChildProcessOptions options) => Assert.Throws<LocalClusterException>(() => ChildProcess.Start(options)).Message;
}
