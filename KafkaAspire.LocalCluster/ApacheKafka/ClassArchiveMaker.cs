using Confluent.Kafka;

namespace KafkaAspire.LocalCluster;

/// <summary>
/// Makes a class archive: starts one broker that notes which classes it loads, uses it once in each way that the app uses brokers, and stops it,
/// which is when the JVM writes the archive. Takes some six seconds of processor time.
/// </summary>
internal sealed class ClassArchiveMaker(KafkaInstallation installation, ClassArchive archive)
{
    private const string Topic = "class-archive";
    private const string NewFileEnding = ".new";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>Makes the archive unless it is there or another process makes it at this moment.</summary>
    /// <returns>The archive's path; null where another process makes it.</returns>
    /// <exception cref="LocalClusterException">The directory cannot be written, the disk is full, or the broker did not start.</exception>
    public async Task<string?> MakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(archive.Directory);
            // The system releases the lock when this process ends, however it ends.
            using FileStream? turn = TryLock();
            if (turn is null)
                return null;
            if (archive.Find() is { } made)
                return made;
            foreach (string left in Directory.EnumerateFiles(archive.Directory, $"*{NewFileEnding}"))
                File.Delete(left);
            return await MakeLockedAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LocalClusterException($"no class archive can be written to '{archive.Directory}': {exception.Message}", exception);
        }
    }

    private async Task<string> MakeLockedAsync(CancellationToken cancellationToken)
    {
        string newFile = Path.Combine(archive.Directory, $"{Path.GetRandomFileName()}{NewFileEnding}");
        try
        {
            await using (ProcessCluster cluster = await ProcessCluster.StartAsync(new ProcessClusterOptions
            {
                Installation = installation,
                Brokers = 1,
                Topics = [new TopicDeclaration(Topic, 1)],
                ClassArchiveDirectory = null,
                IsBackground = true,
                JavaFlags = [$"-XX:ArchiveClassesAtExit={newFile}"],
            }, cancellationToken))
            {
                await Task.Run(() => Use(cluster.BootstrapServers), cancellationToken);
                await cluster.StopBrokerAsync(1, cancellationToken);
            }
            if (!File.Exists(newFile))
                throw new LocalClusterException($"'{installation.Java}' wrote no class archive to '{archive.Directory}': is the disk full?");
            return archive.Adopt(newFile);
        }
        finally
        {
            File.Delete(newFile);
        }
    }

    // A transaction and a consumer group: the classes of the two coordinators are the larger part of what a broker loads after its start.
    private static void Use(string bootstrapServers)
    {
        using IProducer<Null, string> producer = new ProducerBuilder<Null, string>(
            new ProducerConfig { BootstrapServers = bootstrapServers, TransactionalId = Topic }).SetLogHandler((_, _) => { }).Build();
        producer.InitTransactions(Timeout);
        producer.BeginTransaction();
        producer.Produce(Topic, new Message<Null, string> { Value = Topic });
        producer.CommitTransaction(Timeout);
        using IConsumer<Ignore, string> consumer = new ConsumerBuilder<Ignore, string>(new ConsumerConfig
        {
            BootstrapServers = bootstrapServers,
            GroupId = Topic,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
        }).SetLogHandler((_, _) => { }).Build();
        consumer.Subscribe(Topic);
        if (consumer.Consume(Timeout) is { } message)
            consumer.Commit(message);
        consumer.Close();
    }

    private FileStream? TryLock()
    {
        try
        {
            return new FileStream(Path.Combine(archive.Directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(Path.Combine(archive.Directory, "lock")))
        {
            return null; // another process holds it
        }
    }
}
