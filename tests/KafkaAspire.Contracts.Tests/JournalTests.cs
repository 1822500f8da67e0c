using KafkaAspire.Contracts.Journal;

namespace KafkaAspire.Contracts.Tests;

public sealed class JournalTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("journal-").FullName;

    [Fact]
    public void Records_and_totals_come_back()
    {
        var first = Make.Withdrawal(100);
        var second = Make.Withdrawal(250);
        using (var journal = new AcknowledgementJournal(_directory, "producer-1", keepRecords: true))
        {
            journal.Add(first, 3, 7);
            journal.Add(second, 3, 8);
        }
        var records = AcknowledgementJournal.ReadAll(_directory).ToArray();
        Assert.Equal([first.Id, second.Id], records.Select(record => record.Id));
        Assert.Equal(new(first.Id, TransactionFingerprint.Of(first), 100, 3, 7), records[0]);
        using var totals = JournalTotals.OpenForReading(Path.Combine(_directory, "producer-1" + JournalTotals.Extension));
        Assert.Equal(new PartitionTotals(2, 350, 9), totals.Read(3));
        Assert.Equal(2, totals.CountAll());
    }

    [Fact]
    public void Totals_are_readable_while_the_producer_writes()
    {
        using var journal = new AcknowledgementJournal(_directory, "producer-1", keepRecords: false);
        journal.Add(Make.Withdrawal(), 0, 0);
        using var totals = JournalTotals.OpenForReading(Path.Combine(_directory, "producer-1" + JournalTotals.Extension));
        Assert.Equal(1, totals.CountAll());
        journal.Add(Make.Withdrawal(), 1, 0);
        Assert.Equal(2, totals.CountAll());
        Assert.Empty(AcknowledgementJournal.ReadAll(_directory));
    }

    [Fact]
    public void Half_a_record_that_a_killed_producer_left_is_cut_off()
    {
        string path = Path.Combine(_directory, "producer-1" + AcknowledgementJournal.RecordsExtension);
        var kept = Make.Withdrawal();
        using (var journal = new AcknowledgementJournal(_directory, "producer-1", keepRecords: true))
            journal.Add(kept, 0, 0);
        using (var file = File.Open(path, FileMode.Append))
            file.Write(new byte[JournalRecord.Size / 2]);
        var next = Make.Withdrawal();
        using (var journal = new AcknowledgementJournal(_directory, "producer-1", keepRecords: true))
            journal.Add(next, 0, 1);
        Assert.Equal([kept.Id, next.Id], AcknowledgementJournal.ReadAll(_directory).Select(record => record.Id));
    }

    [Fact]
    public void Two_producers_can_not_write_one_journal()
    {
        using var journal = new AcknowledgementJournal(_directory, "producer-1", keepRecords: true);
        Assert.Throws<IOException>(() => new AcknowledgementJournal(_directory, "producer-1", keepRecords: true));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
