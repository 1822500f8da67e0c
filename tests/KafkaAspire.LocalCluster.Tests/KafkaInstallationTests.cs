namespace KafkaAspire.LocalCluster.Tests;

public sealed class KafkaInstallationTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new("kafka home");

    [Fact]
    public void A_home_that_does_not_exist_is_named() =>
        Assert.Equal("KAFKA_HOME '/no/such/kafka' does not exist: expected an unpacked Apache Kafka 4 or 3.9", Message("/no/such/kafka"));

    [Fact]
    public void A_home_without_libs_is_named() =>
        Assert.Equal($"KAFKA_HOME '{_directory.Path}' has no directory 'libs': expected an unpacked Apache Kafka 4 or 3.9", Message(_directory.Path));

    [Theory]
    [InlineData("readme.txt")]
    [InlineData("kafka_2.13-4.3.1-sources.jar")]
    public void Libs_without_Kafka_are_named(string file)
    {
        _directory.File($"libs/{file}", "");
        Assert.Contains("has no 'libs/kafka_SCALA-VERSION.jar'", Message(_directory.Path));
    }

    [Theory]
    [InlineData("3.8.1")]
    [InlineData("2.8.2")]
    public void A_Kafka_before_3_9_is_named(string version)
    {
        _directory.File($"libs/kafka_2.13-{version}.jar", "");
        Assert.Equal($"KAFKA_HOME '{_directory.Path}' holds Kafka {version}: expected an unpacked Apache Kafka 4 or 3.9", Message(_directory.Path));
    }

    [Fact]
    public void A_Java_home_without_Java_is_named()
    {
        _directory.File("libs/kafka_2.13-4.3.1.jar", "");
        Assert.Equal("JAVA_HOME '/no/such/java' has no 'bin/java': expected a Java 17 or later", Message(_directory.Path, "/no/such/java"));
    }

    [Theory]
    [InlineData("17.0.15", 17)]
    [InlineData("21", 21)]
    [InlineData("25-ea", 25)]
    public void Versions_are_read_from_the_jar_and_from_the_release_file(string java, int feature)
    {
        _directory.File("libs/kafka_2.13-4.3.1.jar", "");
        _directory.File("java/release", $"IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"{java}\"\n");
        string program = _directory.File(OperatingSystem.IsWindows() ? "java/bin/java.exe" : "java/bin/java", "", executable: true);
        KafkaInstallation found = KafkaInstallation.Find(_directory.Path, Path.Combine(_directory.Path, "java"));
        Assert.Equal(new KafkaInstallation(_directory.Path, "4.3.1", program, feature), found);
    }

    [Theory]
    [InlineData("1.8.0_412", 8)]
    [InlineData("11.0.23", 11)]
    public void A_Java_that_is_too_old_is_named_with_its_version(string java, int feature)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell script that plays Java");
        _directory.File("libs/kafka_2.13-4.3.1.jar", "");
        string program = _directory.File("java/bin/java", $"#!/bin/sh\necho 'openjdk version \"{java}\" 2024' >&2\n", executable: true);
        Assert.Equal($"'{program}' is Java {feature}: Kafka 4.3.1 needs Java 17 or later", Message(_directory.Path, Path.Combine(_directory.Path, "java")));
    }

    [Fact]
    public void A_Java_that_says_nothing_of_use_is_quoted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell script that plays Java");
        _directory.File("libs/kafka_2.13-4.3.1.jar", "");
        _directory.File("java/bin/java", "#!/bin/sh\necho 'Unable to locate a Java Runtime.' >&2\nexit 1\n", executable: true);
        Assert.EndsWith("names no version: it printed 'Unable to locate a Java Runtime.'", Message(_directory.Path, Path.Combine(_directory.Path, "java")));
    }

    [Fact]
    public async Task No_Java_at_all_is_said_on_one_line()
    {
        _directory.File("libs/kafka_2.13-4.3.1.jar", "");
        List<string> said = [];
        await using ChildProcess host = ChildProcess.Start(new ChildProcessOptions(Executable.DotNet, typeof(KafkaInstallation).Assembly.Location, "kafka")
        {
            OnError = said.Add,
            Environment = new Dictionary<string, string?> { ["KAFKA_HOME"] = _directory.Path, ["JAVA_HOME"] = null, ["PATH"] = _directory.Path },
        });
        Assert.Equal(1, await host.Exited);
        Assert.Equal(["Java not found: neither is JAVA_HOME set, nor is there a 'java' in PATH; Kafka needs Java 17 or later"], said);
    }

    public void Dispose() => _directory.Dispose();

    private static string Message(string kafkaHome, string? javaHome = null) =>
        Assert.Throws<LocalClusterException>(() => KafkaInstallation.Find(kafkaHome, javaHome)).Message;
}
