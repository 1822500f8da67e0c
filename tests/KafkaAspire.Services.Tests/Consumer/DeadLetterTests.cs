using System.Text;
using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.Contracts.DeadLetters;
using KafkaAspire.Services.Tests.Running;

namespace KafkaAspire.Services.Tests.Consumer;

/// <summary>Poison of every kind, and what becomes of it.</summary>
public sealed class DeadLetterTests(RealKafka kafka) : IClassFixture<RealKafka>, IDisposable
{
    private const int Good = 2_000;
    private readonly SqliteFile _ledger = new();

    [Fact]
    public async Task Poison_of_six_kinds_is_put_aside_and_the_rest_is_applied_in_the_order_of_each_key()
    {
        await kafka.MakeTopicsAsync();
        var good = Enumerable.Range(1, Good).Select(i => Make.Deposit($"A{i % 20}", i)).ToList();
        byte[][] poison =
        [
            "not JSON"u8.ToArray(),
            Encoding.UTF8.GetBytes("""{"version":99,"id":"00000000-0000-0000-0000-000000000001"}"""),
            Encoding.UTF8.GetBytes("""{"version":1,"id":"00000000-0000-0000-0000-000000000002","kind":"deposit","amount":1,"currency":"EUR","time":"2026-11-23T10:00:00Z"}"""),
            Encoding.UTF8.GetBytes("""{"version":1,"id":"00000000-0000-0000-0000-000000000003","account":"A1","kind":"deposit","amount":99999999999999999999,"currency":"EUR","time":"2026-11-23T10:00:00Z"}"""),
            TransactionJson.Write(Make.Deposit("frozen", 7)),
            // Half of a surrogate pair, escaped: well-formed JSON, but no text.
            Encoding.UTF8.GetBytes("""{"version":1,"id":"\ud800","account":"A1","kind":"deposit","amount":1,"currency":"EUR","time":"2026-11-23T10:00:00Z"}"""),
        ];
        var messages = good.Select((transaction, i) => (transaction.Account, Value: TransactionJson.Write(transaction)))
            .Chunk((Good / poison.Length) + 1)
            .SelectMany((chunk, i) => chunk.Append((i == 4 ? "frozen" : "A1", poison[i])));
        await Send.MessagesAsync(kafka.Bootstrap, messages);

        await using (var consumer = StartConsumer("frozen"))
            await Until.TrueAsync(() => Task.FromResult(_ledger.CountEntries().Rows == Good && Letters().Count == poison.Length), () => consumer.Log);

        var applied = _ledger.Entries();
        foreach (var account in applied.GroupBy(entry => entry.Account))
            Assert.Equal(account.Select(entry => entry.Amount).Order(), account.Select(entry => entry.Amount));
        var letters = Letters();
        Assert.Equal(
            ["NotATransaction", "NotATransaction", "NotATransaction", "NotATransaction", "Refused", "UnknownVersion"],
            letters.Select(letter => DeadLetterHeaders.Find(letter.Message.Headers, DeadLetterHeaders.Reason)).Order());
        Assert.Equal(poison.Select(Convert.ToHexString).Order(), letters.Select(letter => Convert.ToHexString(letter.Message.Value)).Order());
        var refused = letters.Single(letter => DeadLetterHeaders.Find(letter.Message.Headers, DeadLetterHeaders.Reason) == "Refused").Message;
        Assert.Equal("account frozen is frozen", DeadLetterHeaders.Find(refused.Headers, DeadLetterHeaders.Detail));
        Assert.Equal("Consumer.Service.Handling.TransactionRefusedException", DeadLetterHeaders.Find(refused.Headers, DeadLetterHeaders.ExceptionType));
        Assert.Equal("ledger", DeadLetterHeaders.Find(refused.Headers, DeadLetterHeaders.Group));
        Assert.Equal("test", DeadLetterHeaders.Find(refused.Headers, "source"));

        // The account is thawed: what was refused goes back, and counts once however often the replay is asked for.
        Assert.Equal((0, "1 would be replayed, 0 had been replayed before, 5 do not match, 0 do not say where they came from"), await ReplayAsync("--filter", "reason=Refused", "--dry-run"));
        Assert.Equal((0, "1 replayed, 0 had been replayed before, 5 do not match, 0 do not say where they came from"), await ReplayAsync("--filter", "reason=Refused"));
        Assert.Equal((0, "0 replayed, 1 had been replayed before, 5 do not match, 0 do not say where they came from"), await ReplayAsync("--filter", "reason=Refused"));
        await using var thawed = StartConsumer("");
        await Until.TrueAsync(() => Task.FromResult(_ledger.Entries().Contains(("frozen", 7))), () => thawed.Log);
        await Until.TrueAsync(async () => await thawed.FigureAsync("lag") == 0, () => thawed.Log);
        Assert.Equal((Good + 1, Good + 1), _ledger.CountEntries());
    }

    [Fact]
    public async Task A_replay_that_is_killed_and_run_again_sends_each_letter_back_once()
    {
        const int letters = 5_000;
        await kafka.MakeTopicsAsync();
        await Send.TransactionsAsync(kafka.Bootstrap, Enumerable.Range(1, letters).Select(i => Make.Deposit("frozen", i)));
        await using (var consumer = StartConsumer("frozen"))
            await Until.TrueAsync(() => Task.FromResult(Letters().Count == letters), () => consumer.Log);

        await using (var killed = ServiceProcess.Replay(kafka.Bootstrap))
        {
            await Until.TrueAsync(() => Task.FromResult(killed.Log.Contains("letters went back")), () => killed.Log);
            killed.Child.Kill();
            await killed.Child.Exited;
            Assert.DoesNotContain("replayed,", killed.Log);
        }
        Assert.Equal(0, (await ReplayAsync()).Code);

        var sent = LogReader.ReadAll(kafka.Bootstrap, Topics.Transactions.Name, Topics.Transactions.Partitions)
            .Select(message => TransactionJson.Read(message.Message.Value, out _)!.Amount).Order().ToList();
        Assert.Equal(Enumerable.Range(1, letters).SelectMany(i => new[] { (long)i, i }), sent);
    }

    [Fact]
    public async Task Poison_almost_as_large_as_the_brokers_take_is_put_aside_and_sent_back()
    {
        // They take 1,048,588 bytes, librdkafka by default 1,000,000; a letter is the message and a few headers.
        byte[] poison = new byte[1_040_000];
        await kafka.MakeTopicsAsync();
        await Send.MessagesAsync(kafka.Bootstrap, [("poison", poison)]);
        await using (var consumer = StartConsumer(""))
            await Until.TrueAsync(() => Task.FromResult(Letters().Count == 1), () => consumer.Log);
        Assert.Equal(poison, Letters().Single().Message.Value);

        Assert.Equal(0, (await ReplayAsync()).Code);
        Assert.Equal(2, LogReader.ReadAll(kafka.Bootstrap, Topics.Transactions.Name, Topics.Transactions.Partitions).Count);
    }

    [Fact]
    public async Task A_partition_whose_dead_letter_is_not_taken_stops_and_the_others_go_on()
    {
        await kafka.MakeTopicsAsync(new() { ["max.message.bytes"] = "300" });
        await Send.MessagesAsync(kafka.Bootstrap, [("poison", new byte[2_000])]);
        var others = Enumerable.Range(1, 500).Select(i => Make.Deposit($"B{i}", i)).ToList();
        await Send.TransactionsAsync(kafka.Bootstrap, others);
        await using var consumer = StartConsumer("");
        await Until.TrueAsync(() => Task.FromResult(consumer.Log.Contains("is stopped at offset 0")), () => consumer.Log);
        Assert.Contains("transactions.dlt did not take offset 0", consumer.Log);
        await Until.TrueAsync(() => Task.FromResult(_ledger.CountEntries().Rows > 400), () => consumer.Log);
        Assert.True(_ledger.CountEntries().Rows < 500, "what follows the poison in its partition waits");
        Assert.Empty(Letters());

        await kafka.SetAsync(Topics.TransactionsDeadLetter.Name, "max.message.bytes", "100000");
        await Until.TrueAsync(() => Task.FromResult(_ledger.CountEntries() == (500, 500)), () => consumer.Log);
        Assert.Single(Letters());
    }

    [Theory]
    [InlineData("--filter", "colour=red", "FIELD=VALUE with one of reason, detail, group, key, partition, offset")]
    [InlineData("--filter", "offset=-1", "offset= and a whole number from 0")]
    [InlineData("--topic", "no-such-topic", "can't be read")]
    public async Task Wrong_usage_of_the_replay_is_one_line_and_code_2(string option, string value, string says)
    {
        var (code, line) = await ReplayAsync(option, value);
        Assert.Equal(2, code);
        Assert.Contains(value, line);
        Assert.Contains(says, line);
    }

    private List<ConsumeResult<byte[], byte[]>> Letters() =>
        LogReader.ReadAll(kafka.Bootstrap, Topics.TransactionsDeadLetter.Name, Topics.TransactionsDeadLetter.Partitions);

    private ServiceProcess StartConsumer(string frozen) =>
        ServiceProcess.Consumer(kafka.Bootstrap, _ledger.ConnectionString, new() { ["Consumer__Handler__FrozenAccounts"] = frozen });

    private async Task<(int Code, string LastLine)> ReplayAsync(params string[] options)
    {
        await using var replay = ServiceProcess.Replay(kafka.Bootstrap, options);
        int code = await replay.WaitForExitAsync();
        return (code, replay.Log.Split('\n')[^1]);
    }

    public void Dispose() => _ledger.Dispose();
}
