using System.Collections.Concurrent;

namespace KafkaAspire.LocalCluster.Tests;

/// <summary>When a class archive is used, made and replaced.</summary>
public sealed class ClassArchiveTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new("class archive");
    private readonly ConcurrentQueue<string> _notices = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Archives => Path.Combine(_directory.Path, "archives");

    [Fact]
    public void An_archive_is_found_until_a_jar_or_Java_is_another()
    {
        string jar = _directory.File("kafka/libs/kafka_2.13-4.3.1.jar", "");
        var kafka = new KafkaInstallation(Path.Combine(_directory.Path, "kafka"), "4.3.1", _directory.File("java/bin/java", ""), 17);
        var archive = new ClassArchive(kafka, Archives);
        Assert.Null(archive.Find());

        string adopted = archive.Adopt(_directory.File("archives/made.new", "classes"));

        Assert.Equal(adopted, archive.Find());
        Assert.Null(archive.FindBroken());
        Assert.Contains($"-XX:SharedArchiveFile={adopted}", new KafkaProgram(kafka, "kafka.Kafka") { ClassArchiveDirectory = Archives }.JavaArguments());
        Assert.Null(new ClassArchive(kafka with { Java = _directory.File("other/bin/java", "") }, Archives).Find());
        File.SetLastWriteTimeUtc(jar, DateTime.UtcNow.AddDays(-1));
        Assert.Null(archive.Find());
        Assert.DoesNotContain(
            new KafkaProgram(kafka, "kafka.Kafka") { ClassArchiveDirectory = Archives }.JavaArguments(),
            flag => flag.StartsWith("-XX:SharedArchiveFile", StringComparison.Ordinal));
    }

    [Fact]
    public void The_archive_of_a_changed_Kafka_replaces_the_one_before_and_no_other()
    {
        string jar = _directory.File("kafka/libs/kafka_2.13-4.3.1.jar", "");
        var kafka = new KafkaInstallation(Path.Combine(_directory.Path, "kafka"), "4.3.1", _directory.File("java/bin/java", ""), 17);
        _directory.File("elsewhere/libs/kafka_2.13-4.3.1.jar", "");
        string others = new ClassArchive(kafka with { Home = Path.Combine(_directory.Path, "elsewhere") }, Archives).Adopt(_directory.File("archives/1.new", "others"));
        string before = new ClassArchive(kafka, Archives).Adopt(_directory.File("archives/2.new", "before"));
        File.WriteAllText(jar, "another");

        string now = new ClassArchive(kafka, Archives).Adopt(_directory.File("archives/3.new", "now"));

        Assert.NotEqual(before, now);
        Assert.Equal([now, others], Directory.EnumerateFiles(Archives).OrderByDescending(path => path == now));
    }

    [Fact]
    public async Task It_is_made_once_by_many_and_made_anew_when_it_is_damaged()
    {
        KafkaInstallation kafka = LocalKafka.Current.Required;
        string?[] made = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => kafka.MakeClassArchiveAsync(Archives, Cancel)));
        string archive = Assert.Single(made.OfType<string>().Distinct());
        Assert.Equal(archive, new ClassArchive(kafka, Archives).Find());
        Damage(archive);

        await using (ProcessCluster cluster = await ProcessCluster.StartAsync(Options(kafka), Cancel))
            await Clients.SendAsync(cluster, "t", ["value"]);

        string[] notices = [.. _notices];
        Assert.Equal(2, notices.Length);
        Assert.Equal($"class archive '{archive}' is damaged: it is not used, and replaced", notices[0]);
        string replacement = Assert.Single(Directory.EnumerateFiles(Archives, "*.jsa"));
        Assert.Equal(replacement, new ClassArchive(kafka, Archives).Find());
        Assert.StartsWith($"made a class archive of Apache Kafka {kafka.KafkaVersion} for Java {kafka.JavaVersion}, '{replacement}'", notices[1]);
        Assert.Empty(Directory.EnumerateFiles(Archives, "*.new"));
    }

    [Fact]
    public async Task Where_it_can_not_be_written_brokers_start_without_it()
    {
        KafkaInstallation kafka = LocalKafka.Current.Required;
        string file = _directory.File("archives", "");

        await using (ProcessCluster cluster = await ProcessCluster.StartAsync(Options(kafka) with { ClassArchiveDirectory = Path.Combine(file, "below") }, Cancel))
            await Clients.SendAsync(cluster, "t", ["value"]);

        Assert.StartsWith(
            $"brokers start without a class archive: no class archive can be written to '{Path.Combine(file, "below")}': ", Assert.Single(_notices));
    }

    [Fact]
    public async Task On_a_full_disk_brokers_start_without_it()
    {
        KafkaInstallation kafka = LocalKafka.Current.Required;
        using SmallDisk? disk = SmallDisk.TryMount(_directory.Path, "disk", megabytes: 8);
        Assert.SkipWhen(disk is null, "needs the right to mount a file system");

        var exception = await Assert.ThrowsAsync<LocalClusterException>(() => kafka.MakeClassArchiveAsync(disk!.Path, Cancel));

        Assert.Contains(disk!.Path, exception.Message);
        Assert.Equal(["lock"], Directory.EnumerateFiles(disk.Path).Select(Path.GetFileName));
    }

    // Its file is read-only: replaced, not written to.
    private static void Damage(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        content[^1] ^= 1;
        File.Delete(path);
        File.WriteAllBytes(path, content);
    }

    private ProcessClusterOptions Options(KafkaInstallation kafka) => new()
    {
        Installation = kafka, Brokers = 1, Topics = [new("t", 1)], ClassArchiveDirectory = Archives, OnNotice = _notices.Enqueue,
    };

    public void Dispose() => _directory.Dispose();
}
