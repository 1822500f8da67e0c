using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace KafkaAspire.Standalone.Tests.EndToEnd;

[Collection(EndToEndCollection.Name)]
public sealed class WrongUsageTests
{
    [Theory]
    [InlineData("--producers", "none")]
    [InlineData("--input", "/no/such/file")]
    [InlineData("--brokers", "kafka")]
    [InlineData("--metadata", "zookeeper")]
    [InlineData("--metadata", "zookeeper", "--brokers", "127.0.0.1:9092")]
    [InlineData("--sink", "topic")]
    [InlineData("--nonsense")]
    public async Task Wrong_usage_is_one_line_on_standard_error_and_exit_code_2(params string[] args)
    {
        using var run = RunProcess.Start(args);

        var result = await run.EndAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Lines);
        Assert.Contains(args[0], Assert.Single(result.Errors.TrimEnd().Split('\n')));
    }

    [Fact]
    public async Task A_Kafka_without_a_ZooKeeper_mode_is_one_line_and_exit_code_2()
    {
        string? home = Environment.GetEnvironmentVariable("KAFKA_HOME");
        Assert.SkipWhen(string.IsNullOrEmpty(home), "KAFKA_HOME is not set: this test needs Apache Kafka 4 and Java");
        using var run = RunProcess.StartWith(home, "--brokers", "kafka", "--metadata", "zookeeper");

        var result = await run.EndAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Lines);
        Assert.Matches("^--metadata \"zookeeper\" is not possible: .* holds Kafka 4[0-9.]*, .* needs Kafka 3.9$", Assert.Single(result.Errors.TrimEnd().Split('\n')));
    }

    [Theory]
    [InlineData("--http")]
    [InlineData("--explorer")]
    public async Task A_port_that_somebody_else_has_is_one_line_and_exit_code_2(string option)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        using var run = RunProcess.Start(option, port);

        var result = await run.EndAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Lines);
        Assert.StartsWith($"{option} \"{port}\" is not possible", Assert.Single(result.Errors.TrimEnd().Split('\n')));
    }

    [Fact]
    public async Task Brokers_that_do_not_answer_are_one_line_and_exit_code_1()
    {
        using var run = RunProcess.Start("--brokers", "127.0.0.1:1");

        var result = await run.EndAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("127.0.0.1:1", Assert.Single(result.Errors.TrimEnd().Split('\n')));
    }

    [Fact]
    public async Task A_ledger_that_does_not_answer_is_one_line_and_exit_code_1()
    {
        using var run = RunProcess.Start("--brokers", "embedded", "--ledger", "Host=127.0.0.1;Port=1;Username=me;Password=secret");

        var result = await run.EndAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("secret", Assert.Single(result.Errors.TrimEnd().Split('\n')));
        Assert.Empty(run.LeftBehind);
    }

    [Fact]
    public async Task Help_has_every_option_and_examples()
    {
        using var run = RunProcess.Start("--help");

        var result = await run.EndAsync();

        Assert.Equal(0, result.ExitCode);
        string help = string.Join('\n', result.Lines);
        foreach (string option in new[] { "--brokers", "--metadata", "--producers", "--consumers", "--delivery", "--sink", "--ledger", "--rate", "--messages", "--for", "--input", "--keep", "--dashboard", "--plain" })
            Assert.Contains(option, help);
        Assert.Contains("./run --messages 20000", help);
    }
}
