using System.Text;
using Confluent.Kafka;
using KafkaAspire.Chaos.CommandLine;
using KafkaAspire.Chaos.Traffic;

namespace KafkaAspire.Chaos.Checker;

/// <summary>Compares the topic settlements with the log: each record of the log has one settlement, in the order of its account.</summary>
internal sealed class SettlementJudge(ChaosOptions options, TransactionPlan plan, LogImage log, TopicReader reader, Findings findings)
{
    private const string Topic = "settlements";
    private readonly Dictionary<string, List<int>> _settled = [];

    /// <summary>Judges every settlement.</summary>
    /// <param name="committed">Where the group goes on.</param>
    /// <returns>How often each transaction took effect.</returns>
    public int[] Judge(IReadOnlyDictionary<int, long> committed)
    {
        var effects = new int[options.Messages];
        foreach (var record in reader.Read(Topic, options.Sabotage == Sabotage.ReadUncommitted ? IsolationLevel.ReadUncommitted : IsolationLevel.ReadCommitted))
            Take(record, effects);
        var logged = new int[options.Messages];
        var orders = new Dictionary<string, List<int>>();
        var uncommitted = new HashSet<int>();
        foreach (var (number, partition, offset) in log.All)
        {
            logged[number]++;
            ListOf(orders, plan.At(number).Account).Add(number);
            if (offset >= committed.GetValueOrDefault(partition))
                uncommitted.Add(number);
            else
                uncommitted.Remove(number);
        }
        for (int number = 0; number < effects.Length; number++)
            JudgeCount(number, effects[number], logged[number], uncommitted.Contains(number));
        foreach (var (account, order) in _settled)
            JudgeOrder(account, order, ListOf(orders, account));
        findings.Applied = effects.Sum();
        return effects;
    }

    private void Take(ConsumeResult<byte[]?, byte[]?> record, int[] effects)
    {
        if (MessageContent.NumberOf(record.Message.Value, plan, out bool isAltered) is not { } number || number >= effects.Length)
        {
            findings.Add(Flaw.Phantom, $"settlement {record.Partition.Value}:{record.Offset.Value} is of a transaction that nobody sent");
            return;
        }
        string account = plan.At(number).Account;
        if (isAltered || record.Message.Key is null || Encoding.UTF8.GetString(record.Message.Key) != account)
            findings.Add(Flaw.Altered, $"settlement {record.Partition.Value}:{record.Offset.Value} of transaction {number}");
        effects[number]++;
        ListOf(_settled, account).Add(number);
    }

    private void JudgeCount(int number, int settled, int logged, bool isUncommitted)
    {
        if (settled > 0 && logged == 0)
            findings.Add(Flaw.Phantom, $"transaction {number} is settled and not in the log");
        else if (settled > logged)
            findings.Add(Flaw.Doubled, $"transaction {number} is in the log {logged} times and settled {settled} times");
        // Some of its records, not all of them: the caller can't tell, the count can.
        else if (settled > 0 && settled < logged)
            findings.Add(Flaw.Skipped, $"transaction {number} is in the log {logged} times and settled {settled} times");
        if (settled > 0 && isUncommitted)
            findings.Add(Flaw.AbortedVisible, $"transaction {number} is settled, but the group has not committed its offset");
    }

    // Each transaction by the place where it came first, in the log and among the settlements.
    private void JudgeOrder(string account, List<int> settled, List<int> logged)
    {
        var ranks = new Dictionary<int, int>();
        foreach (int number in logged)
            ranks.TryAdd(number, ranks.Count);
        int last = -1;
        foreach (int number in settled.Distinct())
        {
            if (!ranks.TryGetValue(number, out int rank))
                continue;
            if (rank < last)
                findings.Add(Flaw.Reordered, $"transaction {number} of {account} is settled after later ones");
            last = Math.Max(last, rank);
        }
    }

    private static List<int> ListOf(Dictionary<string, List<int>> lists, string account)
    {
        if (!lists.TryGetValue(account, out var list))
            lists[account] = list = [];
        return list;
    }
}
