using KafkaAspire.Contracts;
using KafkaAspire.Contracts.Journal;
using KafkaAspire.Services.Tests.Running;

namespace KafkaAspire.Services.Tests.Producer;

public sealed class FileSourceTests(Brokers brokers) : IClassFixture<Brokers>, IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("file-").FullName;

    private string Write(string name, string text)
    {
        string path = Path.Combine(_directory, name);
        File.WriteAllText(path, text);
        return path;
    }

    private ServiceProcess Start(string path) => ServiceProcess.Producer(brokers.Cluster.BootstrapServers, new()
    {
        ["Producer__Source"] = "file",
        ["Producer__File__Path"] = path,
        ["Producer__Journal__Directory"] = Path.Combine(_directory, "journal"),
        ["Producer__Journal__Records"] = "true",
    });

    [Theory]
    [InlineData("payments.csv", "account,kind,amount,currency\nA,deposit,1,EUR\nA,gift,1,EUR\n\"open,deposit,1,EUR\nB,withdrawal,2,EUR\n")]
    [InlineData("payments.jsonl", """
        {"account":"A","kind":"deposit","amount":1,"currency":"EUR"}
        {"account":"A","kind":"gift","amount":1,"currency":"EUR"}
        {"account":"A"
        {"account":"B","kind":"withdrawal","amount":2,"currency":"EUR"}
        """)]
    public async Task Good_lines_are_sent_and_bad_ones_refused_by_number(string name, string text)
    {
        await using var producer = Start(Write(name, text));
        Assert.Equal(0, await producer.WaitForExitAsync());
        int first = name.EndsWith("csv") ? 2 : 1;
        Assert.Contains("read 4 lines: 2 sent, 2 refused", producer.Log);
        Assert.Contains($"line {first + 1}: ", producer.Log);
        Assert.Contains($"line {first + 2}: ", producer.Log);
        Assert.Equal(2, AcknowledgementJournal.ReadAll(Path.Combine(_directory, "journal")).Count());
    }

    [Fact]
    public async Task A_file_sent_again_has_the_same_ids_and_equal_lines_have_two()
    {
        string path = Write("twice.csv", "account,kind,amount,currency\nA,withdrawal,100,EUR\nA,withdrawal,100,EUR\n");
        for (int run = 0; run < 2; run++)
        {
            await using var producer = Start(path);
            Assert.Equal(0, await producer.WaitForExitAsync());
        }
        var ids = AcknowledgementJournal.ReadAll(Path.Combine(_directory, "journal")).Select(record => record.Id).ToList();
        Assert.Equal(4, ids.Count);
        Assert.Equal(2, ids.Distinct().Count());
    }

    [Fact]
    public async Task What_is_sent_has_its_account_as_key()
    {
        await using var producer = Start(Write("key.csv", "account,kind,amount,currency\nKEY-1,deposit,1,EUR\n"));
        Assert.Equal(0, await producer.WaitForExitAsync());
        Assert.Contains(
            LogReader.ReadAll(brokers.Cluster.BootstrapServers, Topics.Transactions.Name, Topics.Transactions.Partitions),
            message => message.Message.Key.AsSpan().SequenceEqual("KEY-1"u8));
    }

    [Theory]
    [InlineData("missing.csv", null)]
    [InlineData("header.csv", "account,kind\n")]
    public async Task A_file_that_can_not_be_used_is_one_line_and_code_2(string name, string? text)
    {
        await using var producer = Start(text is null ? Path.Combine(_directory, name) : Write(name, text));
        Assert.Equal(2, await producer.WaitForExitAsync());
        Assert.Contains(name, Assert.Single(producer.Log.Split('\n'), line => line.Contains("crit:")));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
