using KafkaAspire.Hosting.Brokers;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Hosting.Tests;

/// <summary>
/// What the container does with its environment, without a container: <c>kafka.docker.KafkaDockerWrapper</c> turns it into properties and formats the storage,
/// <c>kafka.Kafka</c> runs with them. Kafka's tools lie beside it under the names that they have in the image.
/// </summary>
internal sealed class KafkaFromEnvironment : IAsyncDisposable
{
    private const string Wrapper = "kafka.docker.KafkaDockerWrapper";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly Dictionary<string, string> Tools = new()
    {
        ["kafka-topics"] = "org.apache.kafka.tools.TopicCommand",
        ["kafka-configs"] = "kafka.admin.ConfigCommand",
    };

    private readonly KafkaInstallation _kafka;
    private readonly string _folder = Directory.CreateTempSubdirectory("kafka-environment-").FullName;
    private readonly List<ChildProcess> _brokers = [];

    private KafkaFromEnvironment(KafkaInstallation kafka) => _kafka = kafka;

    public static async Task<KafkaFromEnvironment> StartAsync(ClusterSpec cluster)
    {
        string? home = Environment.GetEnvironmentVariable("KAFKA_HOME");
        Assert.SkipUnless(home is { Length: > 0 }, "KAFKA_HOME is not set: an unpacked Apache Kafka is needed");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no bash for the script that the container runs");
        var kafka = new KafkaFromEnvironment(KafkaInstallation.Find(home));
        try
        {
            kafka.WriteTools();
            await Task.WhenAll(cluster.Nodes.Select(node => kafka.StartAsync(cluster, node)));
            return kafka;
        }
        catch
        {
            await kafka.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs <c>declare-topics.sh</c> as the job's container does.</summary>
    public async Task<(int ExitCode, string Output)> DeclareAsync(Dictionary<string, string?> environment, params string[] declarations)
    {
        using var script = new StreamReader(typeof(KafkaFromEnvironment).Assembly.GetManifestResourceStream("declare-topics.sh")!);
        return await RunAsync("bash", ["-c", await script.ReadToEndAsync(), "declare-topics", .. declarations], environment);
    }

    /// <summary>Runs one of Kafka's tools.</summary>
    public async Task<string> ToolAsync(string name, params string[] arguments)
    {
        var (code, output) = await RunAsync(name, arguments, []);
        Assert.True(code == 0, output);
        return output;
    }

    private async Task StartAsync(ClusterSpec cluster, NodeSpec node)
    {
        string defaults = Folder(node, "defaults"), mounted = Folder(node, "mounted"), final = Folder(node, "final");
        // The image has these; the wrapper wants them to be there.
        foreach (string file in (string[])["server.properties", "log4j2.yaml", "tools-log4j2.yaml"])
            await File.WriteAllTextAsync(Path.Combine(defaults, file), file.EndsWith("yaml", StringComparison.Ordinal) ? "Configuration:\n  Loggers:\n    Root:\n      level: WARN\n" : "");
        var environment = BrokerEnvironment.For(cluster with { DataDirectory = Folder(node, "data") }, node).ToDictionary(v => v.Key, string? (v) => v.Value);
        var (code, output) = await RunAsync(
            _kafka.Java,
            [.. new KafkaProgram(_kafka, Wrapper).JavaArguments(), Wrapper, "setup",
                "--default-configs-dir", defaults, "--mounted-configs-dir", mounted, "--final-configs-dir", final],
            environment);
        Assert.True(code == 0, output);

        var broker = new KafkaProgram(_kafka, "kafka.Kafka", Path.Combine(final, "server.properties"))
        {
            OutputFile = Path.Combine(_folder, $"broker-{node.Id}.log"),
        }.Start();
        lock (_brokers)
            _brokers.Add(broker);
    }

    private void WriteTools()
    {
        foreach (var (name, type) in Tools)
        {
            string path = Path.Combine(_folder, name);
            string flags = string.Join(' ', new KafkaProgram(_kafka, type).JavaArguments().Select(flag => $"'{flag}'"));
            File.WriteAllText(path, $"#!/bin/sh\nexec '{_kafka.Java}' {flags} {type} \"$@\"\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string command, string[] arguments, Dictionary<string, string?> environment)
    {
        List<string> lines = [];
        void Add(string line)
        {
            lock (lines)
                lines.Add(line);
        }
        environment["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}";
        string program = Tools.ContainsKey(command) ? Path.Combine(_folder, command) : command;
        await using var process = ChildProcess.Start(new(program, arguments) { Environment = environment, OnOutput = Add, OnError = Add });
        int code = await process.Exited.WaitAsync(Patience);
        lock (lines)
            return (code, string.Join('\n', lines));
    }

    private string Folder(NodeSpec node, string name) => Directory.CreateDirectory(Path.Combine(_folder, $"node-{node.Id}", name)).FullName;

    public async ValueTask DisposeAsync()
    {
        foreach (var broker in _brokers)
            await broker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
