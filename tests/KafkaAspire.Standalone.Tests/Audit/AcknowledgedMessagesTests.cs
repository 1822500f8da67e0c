using KafkaAspire.Contracts.Journal;
using KafkaAspire.Standalone.Audit;

namespace KafkaAspire.Standalone.Tests.Audit;

public sealed class AcknowledgedMessagesTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("kafka-aspire-tests-");

    [Fact]
    public void Every_id_is_found_whether_random_or_counting_up()
    {
        var ids = Enumerable.Range(0, 20_000).Select(i => i % 2 == 0 ? Guid.NewGuid() : new Guid(i, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).ToArray();
        using (var journal = new AcknowledgementJournal(_directory.FullName, "producer-1", keepRecords: true))
            for (int i = 0; i < ids.Length; i++)
                journal.Add(HandMadeRun.Deposit("a", 1) with { Id = ids[i] }, i % 4096, i);

        var messages = AcknowledgedMessages.Load(_directory.FullName);

        Assert.Equal(ids.Length, messages.Count);
        Assert.All(ids, (id, i) => Assert.Equal(new Place(i % 4096, i), messages[messages.Find(id)].Place));
        Assert.Equal(-1, messages.Find(Guid.NewGuid()));
    }

    [Fact]
    public void No_journal_is_no_message() => Assert.Equal((0, -1), AcknowledgedMessages.Load(Path.Combine(_directory.FullName, "none")) is var none
        ? (none.Count, none.Find(Guid.NewGuid()))
        : default);

    [Fact]
    public void A_place_holds_the_last_partition_and_a_large_offset()
    {
        var place = new Place(4095, (1L << 52) - 1);

        Assert.Equal((4095, (1L << 52) - 1), (place.Partition, place.Offset));
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
