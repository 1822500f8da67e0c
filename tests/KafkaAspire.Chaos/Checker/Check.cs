using KafkaAspire.Chaos.CommandLine;
using KafkaAspire.Chaos.Databases;
using KafkaAspire.Chaos.Traffic;

namespace KafkaAspire.Chaos.Checker;

/// <summary>
/// The judgement of a run from its data: what callers were told, what is in the log, what took effect, what was put aside. It shares no code with
/// the app.
/// </summary>
internal sealed class Check(ChaosOptions options, TransactionPlan plan, TopicReader reader, LedgerDatabase ledger, NewerMessages newer, string journal)
{
    /// <summary>Reads everything and compares it.</summary>
    public async Task<Findings> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new Findings();
        var log = LogImage.Read(reader, NewerMessages.Topic, plan);
        for (int altered = 0; altered < log.Altered; altered++)
            findings.Add(Flaw.Altered, $"a record of the log");
        var letters = DeadLetters.Read(reader, plan, findings);
        letters.Judge(newer, findings);
        int[] effects = options.Sink == Sink.Topic
            ? new SettlementJudge(options, plan, log, reader, findings).Judge(reader.CommittedBy(NewerMessages.Topic))
            : new LedgerJudge(options, plan, log, await LedgerImage.ReadAsync(ledger, cancellationToken), findings).Judge();
        JudgeLosses(log, letters, effects, findings);
        findings.Logged = log.Count;
        return findings;
    }

    private void JudgeLosses(LogImage log, DeadLetters letters, int[] effects, Findings findings)
    {
        var acknowledged = new bool[options.Messages];
        foreach (var (number, partition, offset) in CallersJournal.Read(journal))
        {
            if (!acknowledged[number])
                findings.Acknowledged++;
            bool isNew = !acknowledged[number];
            acknowledged[number] = true;
            if (isNew && effects[number] == 0 && !letters.Hold(number))
                findings.Add(Flaw.Lost, $"transaction {number}, acknowledged at {partition}:{offset}, {(log.NumberAt(partition, offset) == number ? "is in the log and took no effect" : "is not there in the log")}");
        }
        foreach (var (number, partition, offset) in log.All)
            if (effects[number] == 0 && !acknowledged[number] && !letters.Hold(number))
                findings.Add(Flaw.Skipped, $"transaction {number}, at {partition}:{offset} in the log and acknowledged to nobody, took no effect");
    }
}
