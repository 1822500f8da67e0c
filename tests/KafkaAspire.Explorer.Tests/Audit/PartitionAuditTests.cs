using Explorer.Service.Audit;

namespace KafkaAspire.Explorer.Tests.Audit;

/// <summary>The audit of a partition over hand-made sources.</summary>
public sealed class PartitionAuditTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
    private readonly PartitionAudit _audit = new(partition: 5, first: 0);
    private readonly Dictionary<Guid, List<Effect>> _ledger = [];
    private readonly HashSet<long> _letters = [];

    [Fact]
    public void Every_message_is_one_of_all_that_can_become_of_it()
    {
        var ids = Log(7);
        Apply(ids[0], 0);
        Apply(ids[1], 1);
        _audit.Add(new(7, ids[1])); // the same transaction again
        _audit.Add(new(8, null)); // no transaction
        _letters.Add(8);
        Apply(ids[2], 2);
        Judge(settled: 3);
        Judge(settled: 9);
        var row = Row(end: 12, settled: 9);
        Assert.Equal((12, 3, 1, 1, 3, 4), (row.InLog, row.Applied, row.Suppressed, row.DeadLettered, row.InFlight, row.Lost));
        Assert.Equal(row.InLog, row.Applied + row.Suppressed + row.DeadLettered + row.InFlight + row.Lost + row.NotLookedAt);
        Assert.Equal(new Finding("lost", "3-6", "settled, but neither applied nor dead-lettered"), Assert.Single(row.Findings));
        Assert.False(row.AddsUp);
    }

    [Fact]
    public void What_is_not_settled_is_in_flight_whether_it_was_read_or_not()
    {
        Log(3);
        Judge(settled: 0);
        var row = Row(end: 1_000, settled: 0);
        Assert.Equal((1_000, 1_000, 0), (row.InLog, row.InFlight, row.Lost));
        Assert.True(row.AddsUp);
    }

    [Fact]
    public void What_is_settled_and_was_not_read_yet_is_to_be_looked_at()
    {
        Apply(Log(1)[0], 0);
        Judge(settled: 1);
        var row = Row(end: 1_000, settled: 900);
        Assert.Equal((1, 100, 899), (row.Applied, row.InFlight, row.NotLookedAt));
        Assert.True(row.AddsUp);
    }

    [Fact]
    public void An_explanation_may_come_late_where_the_group_settles()
    {
        var id = Log(1)[0];
        Judge(settled: 1);
        Assert.Equal(1, Row(end: 1, settled: 1, isSure: false).InFlight);
        Assert.Equal(1, Row(end: 1, settled: 1, isSure: false, now: Start + PartitionAudit.Grace).Lost);
        Apply(id, 0);
        Judge(settled: 1);
        var row = Row(end: 1, settled: 1, isSure: false, now: Start + PartitionAudit.Grace);
        Assert.Equal((1, 0, true), (row.Applied, row.Lost, row.AddsUp));
    }

    [Fact]
    public void Two_entries_of_one_message_are_doubled_and_named()
    {
        var ids = Log(3);
        for (int offset = 0; offset < 3; offset++)
            Apply(ids[offset], offset);
        Apply(ids[1], 1);
        Judge(settled: 3);
        var row = Row(end: 3, settled: 3);
        Assert.Equal((3, 1, 0), (row.Applied, row.Doubled, row.Lost));
        Assert.Equal(("doubled", "1"), (Assert.Single(row.Findings).Kind, row.Findings[0].Offsets));
    }

    [Fact]
    public void A_pass_that_found_no_answer_costs_nothing()
    {
        var ids = Log(2);
        Assert.Equal(2, _audit.FindDue(2).Count); // the ledger does not answer: nothing is judged
        Apply(ids[0], 0);
        Apply(ids[1], 1);
        Judge(settled: 2);
        Assert.Equal(2, Row(end: 2, settled: 2).Applied);
    }

    [Fact]
    public void Markers_of_transactions_are_no_messages()
    {
        Apply(Log(1)[0], 0);
        _audit.ReachEnd(3);
        Judge(settled: 3);
        var row = Row(end: 3, settled: 3);
        Assert.Equal((1, 1, 0, 0), (row.InLog, row.Applied, row.InFlight, row.NotLookedAt));
    }

    [Theory]
    [InlineData(3, 3, null)]
    [InlineData(2, 2, null)] // others wrote, too
    [InlineData(4, 3, "")] // one more was acknowledged than there is
    [InlineData(3, 5, "3-4")] // the log ends before what was acknowledged
    [InlineData(3, 4, "3")]
    public void What_was_acknowledged_has_to_be_in_the_log(long messages, long next, string? missing)
    {
        foreach (var (id, offset) in Log(3).Select((id, offset) => (id, offset)))
            Apply(id, offset);
        Judge(settled: 3);
        var row = _audit.ToRow(new(3, 3, true, new Acknowledged(messages, next)), Start);
        Assert.Equal(messages, row.Acknowledged);
        Assert.Equal(missing is null ? [] : [("missing", missing)], row.Findings.Select(finding => (finding.Kind, finding.Offsets)));
    }

    [Fact]
    public void Reading_waits_when_nothing_is_settled()
    {
        for (int offset = 0; offset < PartitionAudit.MostWaiting; offset++)
        {
            Assert.False(_audit.IsFull);
            _audit.Add(new(offset, Guid.NewGuid()));
        }
        Assert.True(_audit.IsFull);
        Assert.False(_audit.HasRoom);
        foreach (var message in _audit.FindDue(PartitionAudit.MostWaiting))
            Apply(message.Id!.Value, message.Offset);
        Judge(settled: PartitionAudit.MostWaiting);
        Assert.True(_audit.HasRoom);
    }

    private List<Guid> Log(int messages)
    {
        var ids = Enumerable.Range(0, messages).Select(_ => Guid.NewGuid()).ToList();
        for (int offset = 0; offset < messages; offset++)
            _audit.Add(new(offset, ids[offset]));
        return ids;
    }

    private void Apply(Guid id, long offset)
    {
        if (!_ledger.TryGetValue(id, out var effects))
            _ledger[id] = effects = [];
        effects.Add(new(new(5, offset), _ledger.Values.Sum(one => one.Count)));
    }

    private void Judge(long settled) => _audit.Judge(_audit.FindDue(settled), id => _ledger.GetValueOrDefault(id) ?? [], _letters.Contains, Start);

    private PartitionRow Row(long end, long settled, bool isSure = true, DateTimeOffset? now = null) => _audit.ToRow(new(end, settled, isSure), now ?? Start);
}
