namespace KafkaAspire.LocalCluster.Tests;

/// <summary>What is left of a cluster when the process that started it is killed.</summary>
public sealed class KilledParentTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new("killed parent");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("kraft", 2)] // the broker and the reaper
    [InlineData("zookeeper", 3)] // and ZooKeeper
    public async Task No_process_outlives_a_parent_that_was_killed(string metadata, int processes)
    {
        KafkaInstallation installation = (metadata == "kraft" ? LocalKafka.Current : LocalKafka.WithZooKeeper).Required;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc to list a process's children");
        var started = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ChildProcess parent = ChildProcess.Start(new ChildProcessOptions(
            Executable.DotNet, typeof(ProcessCluster).Assembly.Location, "kafka", "--brokers", "1", "--topic", "t:1", "--metadata", metadata)
        {
            Input = ChildInput.Written,
            OnOutput = line => started.TrySetResult(line),
            Environment = new Dictionary<string, string?>(Executable.HostEnvironment)
            {
                ["KAFKA_HOME"] = installation.Home,
                ["TMPDIR"] = _directory.Path,
            },
        });
        Assert.StartsWith("Apache Kafka", await started.Task.WaitAsync(TimeSpan.FromMinutes(2), Cancel));
        ProcessIdentity[] children = ChildrenOf(parent.Id);
        Assert.Equal(processes, children.Length);
        Assert.NotEmpty(Directory.EnumerateDirectories(_directory.Path, "kafkaaspire-*"));

        parent.Kill();

        await Eventually.TrueAsync(() => !children.Any(child => child.IsAlive), "no child of the killed process lives");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    private static ProcessIdentity[] ChildrenOf(int parent) =>
    [
        .. from path in Directory.EnumerateDirectories("/proc")
           where int.TryParse(Path.GetFileName(path), out _)
           let id = int.Parse(Path.GetFileName(path))
           where ParentOf(id) == parent
           let identity = ProcessIdentity.Of(id)
           where identity is not null
           select identity.Value,
    ];

    private static int? ParentOf(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]);
        }
        catch (IOException)
        {
            return null; // it ended meanwhile
        }
    }
}
