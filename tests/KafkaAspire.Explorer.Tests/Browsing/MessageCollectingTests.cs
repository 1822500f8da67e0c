using Explorer.Service.Messages;

namespace KafkaAspire.Explorer.Tests.Browsing;

/// <summary>A page of messages out of many: none twice, none lost, and no more held than the page has.</summary>
public sealed class MessageCollectingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Page_after_page_gives_every_message_once_whatever_the_timestamps_say(bool backwards)
    {
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            // Timestamps of producers may go back and forth.
            var log = Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, random.Next(0, 30)).Select(_ => (long)random.Next(20)).ToArray()).ToArray();
            var (from, to) = (log.Select(_ => 0).ToArray(), log.Select(partition => partition.Length).ToArray());
            var seen = new List<(int, long)>();
            while (from.Zip(to).Any(window => window.First < window.Second))
            {
                var page = new MessagePage(5, backwards);
                for (int partition = 0; partition < log.Length; partition++)
                    for (int offset = from[partition]; offset < to[partition]; offset++)
                        page.Add(partition, offset, log[partition][offset], () => Shown(partition, offset));
                Assert.InRange(page.Count, 1, 5);
                seen.AddRange(page.Messages.Select(message => (message.Partition, message.Offset)));
                for (int partition = 0; partition < log.Length; partition++)
                {
                    if (!page.LeftOut.TryGetValue(partition, out long bound))
                        bound = backwards ? from[partition] : to[partition];
                    (backwards ? to : from)[partition] = (int)bound;
                }
            }
            Assert.Equal(log.Sum(partition => partition.Length), seen.Count);
            Assert.Equal(seen.Count, seen.Distinct().Count());
        }
    }

    [Fact]
    public void The_latest_come_first_when_going_backwards_and_the_earliest_otherwise()
    {
        Assert.Equal([9L, 8, 7], Collect(backwards: true).Select(message => message.Offset));
        Assert.Equal([0L, 1, 2], Collect(backwards: false).Select(message => message.Offset));

        static IReadOnlyList<ShownMessage> Collect(bool backwards)
        {
            var page = new MessagePage(3, backwards);
            for (int offset = 0; offset < 10; offset++)
                page.Add(0, offset, 1_000 + offset, () => Shown(0, offset));
            return page.Messages;
        }
    }

    private static ShownMessage Shown(int partition, long offset) => new(partition, offset, null, null, null, 0, 0);
}
