using System.Security.Cryptography;

namespace KafkaAspire.LocalCluster;

/// <summary>Formats the brokers' data directories, or takes up those of an earlier cluster.</summary>
internal static class BrokerStorage
{
    /// <summary>Makes every broker's data directory usable.</summary>
    /// <exception cref="LocalClusterException">There are data of a cluster of another size or with its metadata elsewhere, or the tool failed.</exception>
    public static async Task PrepareAsync(ClusterLayout layout, ProcessClusterOptions options, CancellationToken cancellationToken)
    {
        int formatted = Directory.EnumerateDirectories(layout.Directory, "broker-*").Count(data => File.Exists(Path.Combine(data, "meta.properties")));
        MetadataStore there = Directory.Exists(Path.Combine(layout.Directory, ZooKeeperLayout.Name)) ? MetadataStore.ZooKeeper : MetadataStore.KRaft;
        MetadataStore wanted = layout.ZooKeeper is null ? MetadataStore.KRaft : MetadataStore.ZooKeeper;
        if (formatted > 0 && there != wanted)
            throw new LocalClusterException($"data directory '{layout.Directory}' holds a cluster with its metadata in {there}, not in {wanted}: use that, or another directory");
        if (formatted == layout.Brokers.Count)
            return;
        if (formatted > 0)
            throw new LocalClusterException(
                $"data directory '{layout.Directory}' holds the data of {formatted} brokers, not of {layout.Brokers.Count}: use as many, or another directory");
        // In ZooKeeper mode a broker makes its own when it first starts.
        if (wanted == MetadataStore.KRaft)
            await FormatAsync(layout, options, cancellationToken);
    }

    // Kafka's tool formats the first broker's directory. What it writes is the same for all but the broker's and the directory's id,
    // so the others get a copy: one start of a JVM instead of one a broker.
    private static async Task FormatAsync(ClusterLayout layout, ProcessClusterOptions options, CancellationToken cancellationToken)
    {
        BrokerLayout first = layout.Brokers[0];
        var said = new LastLines();
        await using ChildProcess tool = (layout.Program(
            options.Installation, "kafka.tools.StorageTool", "format", "--cluster-id", NewUuid(), "--config", first.Properties) with
        {
            HeapMegabytes = 64,
            ClassArchiveDirectory = options.ClassArchiveDirectory,
            OnOutput = NoteUnlessFrame,
            OnError = NoteUnlessFrame,
        }).Start();
        int exitCode = await tool.Exited.WaitAsync(cancellationToken);
        if (exitCode != 0)
            throw new LocalClusterException($"Kafka's StorageTool ended with exit code {exitCode}{BrokerLog.Cause(said.Lines)}") { LogTail = said.Lines };

        void NoteUnlessFrame(string line)
        {
            if (!BrokerLog.IsFrame(line))
                said.Add(line);
        }

        string[] meta = await File.ReadAllLinesAsync(first.MetaProperties, cancellationToken);
        foreach (BrokerLayout broker in layout.Brokers.Skip(1))
        {
            Directory.CreateDirectory(broker.Data);
            File.Copy(first.BootstrapCheckpoint, broker.BootstrapCheckpoint);
            await File.WriteAllLinesAsync(broker.MetaProperties, meta.Select(line =>
                line.StartsWith("node.id=", StringComparison.Ordinal) ? $"node.id={broker.Id}"
                : line.StartsWith("directory.id=", StringComparison.Ordinal) ? $"directory.id={NewUuid()}"
                : line), cancellationToken);
        }
    }

    /// <summary>A random id in Kafka's form: 16 bytes in URL-safe Base64, which must not start with a dash.</summary>
    private static string NewUuid()
    {
        while (true)
        {
            string id = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            if (id[0] != '-')
                return id;
        }
    }
}
