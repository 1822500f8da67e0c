using KafkaAspire.LocalCluster;
using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Tests.CommandLine;

public sealed class RunCommandTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("kafka-aspire-tests-");

    private static async Task<RunOptions> ReadAsync(params string[] args)
    {
        RunOptions? read = null;
        await RunCommand.InvokeAsync(args, options =>
        {
            read = options;
            return Task.FromResult(0);
        });
        return read!;
    }

    [Fact]
    public async Task Defaults_are_those_of_the_issue()
    {
        var options = await ReadAsync();

        Assert.Equal(new RunOptions(), options);
        Assert.Equal((BrokerKind.Auto, 2, 3, 1000), (options.Brokers.Kind, options.Producers, options.Consumers, options.Rate));
        Assert.Equal((Delivery.ExactlyOnce, Sink.Database, LedgerKind.Sqlite), (options.Delivery, options.Sink, options.Ledger.Kind));
        Assert.False(options.IsBounded);
    }

    [Fact]
    public async Task Every_option_is_read()
    {
        string input = Path.Combine(_directory.FullName, "payments.csv");
        await File.WriteAllTextAsync(input, "id\n", TestContext.Current.CancellationToken);
        string keep = Path.Combine(_directory.FullName, "kept");

        var options = await ReadAsync("--brokers", "a:9092, b.example:9093,[::1]:9094", "--producers", "4", "--consumers", "6", "--delivery", "at-most-once",
            "--sink", "topic", "--metadata", "zookeeper", "--ledger", "Host=db;Database=bank", "--for", "1.5m", "--input", input, "--keep", keep, "--plain");

        Assert.Equal(new BrokerChoice(BrokerKind.Existing, "a:9092,b.example:9093,[::1]:9094"), options.Brokers);
        Assert.Equal((4, 6, Delivery.AtMostOnce, Sink.Topic), (options.Producers, options.Consumers, options.Delivery, options.Sink));
        Assert.Equal(MetadataStore.ZooKeeper, options.Metadata);
        Assert.Equal(LedgerKind.PostgreSql, options.Ledger.Kind);
        Assert.Equal((TimeSpan.FromSeconds(90), input, keep, true), (options.Duration, options.Input, options.KeepDirectory, options.Plain));
        Assert.Equal(1, options.EffectiveProducers);
    }

    [Theory]
    [InlineData("--brokers", "nonsense", "HOST:PORT")]
    [InlineData("--brokers", "host:0", "HOST:PORT")]
    [InlineData("--brokers", "host:70000", "HOST:PORT")]
    [InlineData("--brokers", "a:1,,b:2", "HOST:PORT")]
    [InlineData("--metadata", "etcd", "kraft, zookeeper")]
    [InlineData("--producers", "0", "1 to 64")]
    [InlineData("--producers", "two", "1 to 64")]
    [InlineData("--consumers", "-1", "1 to 64")]
    [InlineData("--consumers", "65", "1 to 64")]
    [InlineData("--delivery", "twice", "at-most-once, at-least-once, exactly-once")]
    [InlineData("--sink", "file", "database, topic")]
    [InlineData("--ledger", "mysql", "Host=")]
    [InlineData("--ledger", "Host=a;Nonsense=1", "Host=")]
    [InlineData("--ledger", "Data Source=:memory:", "SQLite file")]
    [InlineData("--ledger", "Data Source=/no/such/directory/ledger.db", "directory that exists")]
    [InlineData("--rate", "-5", "0 to 10000000")]
    [InlineData("--rate", "1e3", "0 to 10000000")]
    [InlineData("--messages", "0", "1 to 100000000")]
    [InlineData("--messages", "99999999999999999999", "1 to 100000000")]
    [InlineData("--for", "30", "such as 30s")]
    [InlineData("--for", "forever", "such as 30s")]
    [InlineData("--for", "0s", "such as 30s")]
    [InlineData("--input", "/no/such/file.csv", "there is no such file")]
    [InlineData("--input", "/", "directory")]
    [InlineData("--keep", "/proc/kept", "can be written")]
    [InlineData("--dashboard", "/no/such/dashboard", "Aspire.Dashboard.dll")]
    [InlineData("--http", "0", "1 to 65535")]
    [InlineData("--explorer", "http", "1 to 65535")]
    [InlineData("--completion", "fish", "bash")]
    public async Task A_wrong_value_is_one_line_with_option_value_and_what_is_allowed(string option, string value, string allowed)
    {
        var wrong = await Assert.ThrowsAsync<UsageException>(() => ReadAsync(option, value));

        Assert.StartsWith($"{option} \"{value}\"", wrong.Message);
        Assert.Contains(allowed, wrong.Message);
        Assert.DoesNotContain('\n', wrong.Message);
    }

    [Theory]
    [InlineData("--unknown")]
    [InlineData("something")]
    [InlineData("--messages")]
    [InlineData("--messages", "1", "--messages", "2")]
    [InlineData("--input", "-", "--messages", "5")]
    [InlineData("--input", "-", "--rate", "5")]
    [InlineData("--http", "5080", "--messages", "5")]
    [InlineData("--http", "5080", "--rate", "5")]
    [InlineData("--http", "5080", "--input", "-")]
    public async Task Wrong_usage_is_one_line(params string[] args)
    {
        var wrong = await Assert.ThrowsAsync<UsageException>(() => ReadAsync(args));

        Assert.Contains(args[0], wrong.Message);
        Assert.DoesNotContain('\n', wrong.Message);
    }

    [Fact]
    public async Task A_password_is_not_repeated()
    {
        var wrong = await Assert.ThrowsAsync<UsageException>(() => ReadAsync("--ledger", "Host=a;Password=secret;Port=x"));

        Assert.DoesNotContain("secret", wrong.Message);
    }

    [Fact]
    public async Task A_directory_to_keep_must_be_empty()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "file"), "", TestContext.Current.CancellationToken);

        var wrong = await Assert.ThrowsAsync<UsageException>(() => ReadAsync("--keep", _directory.FullName));

        Assert.Contains("not empty", wrong.Message);
    }

    [Fact]
    public async Task The_dashboard_may_have_a_path()
    {
        string program = Path.Combine(_directory.FullName, "Aspire.Dashboard.dll");
        await File.WriteAllTextAsync(program, "", TestContext.Current.CancellationToken);

        Assert.Null((await ReadAsync("--plain")).Dashboard);
        Assert.Equal(new DashboardChoice(null), (await ReadAsync("--dashboard", "--plain")).Dashboard);
        Assert.Equal(new DashboardChoice(program), (await ReadAsync("--plain", "--dashboard", _directory.FullName)).Dashboard);
    }

    [Fact]
    public async Task What_is_posted_has_one_producer_and_the_Explorer_an_address_of_choice()
    {
        var options = await ReadAsync("--http", "5080", "--explorer", "5280", "--open");

        Assert.Equal((5080, 5280, true, 1), (options.HttpPort, options.ExplorerPort, options.Open, options.EffectiveProducers));
        Assert.True(options is { IsBounded: false, Generates: false, WantsExplorer: true });
    }

    [Theory]
    [InlineData(2, null, 1000, 2)]
    [InlineData(2, 1L, 1000, 1)]
    [InlineData(8, 5L, 0, 5)]
    [InlineData(8, null, 3, 3)]
    public void No_producer_starts_without_work(int producers, long? messages, int rate, int expected) =>
        Assert.Equal(expected, new RunOptions { Producers = producers, Messages = messages, Rate = rate }.EffectiveProducers);

    public void Dispose() => _directory.Delete(recursive: true);
}
