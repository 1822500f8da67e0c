using System.Diagnostics;
using Confluent.Kafka;
using Explorer.Service.Cluster;
using KafkaAspire.ServiceDefaults.Kafka;

namespace Explorer.Service.Messages;

/// <summary>
/// Finds a page of messages. It reads the partitions side by side, window by window in one direction, until the page is full or there is no more: a search
/// through millions holds the page and what the client has fetched.
/// </summary>
internal sealed class MessageSearch(KafkaConsumerFactory consumers, MessageRanges ranges)
{
    /// <summary>How many messages a page has.</summary>
    public const int PageSize = 50;

    private const int FirstWindow = 1_000;
    private const int LongestWindow = 100_000;
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Searches.</summary>
    /// <param name="topic">The topic, as the last scan saw it.</param>
    /// <param name="query">What for.</param>
    /// <param name="rest">Where the page before ended; null for the first page.</param>
    /// <param name="progress">Told every now and then, on another thread.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="KafkaException">A broker refused, or none answered.</exception>
    public async Task<FoundMessages> FindAsync(
        Topic topic, MessageQuery query, IReadOnlyList<LogWindow>? rest, Action<SearchProgress> progress, CancellationToken cancellationToken)
    {
        var (windows, troubles) = rest is null ? await ranges.AskAsync(topic, query) : (rest, null);
        // On a thread of its own: the client's calls block.
        var found = await Task.Factory.StartNew(
            () => Find(query, windows, progress, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return found with { Trouble = troubles };
    }

    private FoundMessages Find(MessageQuery query, IReadOnlyList<LogWindow> windows, Action<SearchProgress> progress, CancellationToken cancellationToken)
    {
        bool backwards = query.Start == MessageStart.Newest;
        var filter = new MessageFilter(query.Key, query.Text);
        var page = new MessagePage(PageSize, backwards);
        var left = windows.Where(window => window.Length > 0).ToList();
        long total = left.Sum(window => window.Length), read = 0, length = filter.TakesAll ? PageSize : FirstWindow;
        long told = Stopwatch.GetTimestamp();
        using var reader = new WindowReader(consumers.Create<byte[]?, byte[]?>(config => MessageReader.Configure(config, query.IncludesUncommitted)), query.Topic);
        while (!page.IsFull && left.Count > 0)
        {
            var now = left.Select(window => Next(window, length, backwards)).ToList();
            foreach (var record in reader.Read(now, cancellationToken))
            {
                read++;
                if (filter.Takes(record.Message))
                    page.Add(record.Partition.Value, record.Offset.Value, record.Message.Timestamp.UnixTimestampMs, () => ShownMessage.Of(record));
                if (Stopwatch.GetElapsedTime(told) < ProgressInterval)
                    continue;
                told = Stopwatch.GetTimestamp();
                progress(new(read, total, page.Count));
            }
            left = [.. left.Zip(now, (all, done) => backwards ? all with { To = done.From } : all with { From = done.To }).Where(window => window.Length > 0)];
            page.BeginEarlier();
            length = Math.Min(length * 4, LongestWindow);
        }
        return new(page.Messages, Rest(windows, left, page.LeftOut, backwards), new(read, total, page.Count), null);
    }

    private static LogWindow Next(LogWindow window, long length, bool backwards) => backwards
        ? window with { From = Math.Max(window.From, window.To - length) }
        : window with { To = Math.Min(window.To, window.From + length) };

    private static List<LogWindow> Rest(IReadOnlyList<LogWindow> all, List<LogWindow> unread, IReadOnlyDictionary<int, long> leftOut, bool backwards)
    {
        var ahead = unread.ToDictionary(window => window.Partition);
        return
        [
            .. from window in all
               let next = leftOut.TryGetValue(window.Partition, out long bound)
                   ? backwards ? window with { To = bound } : window with { From = bound }
                   : ahead.GetValueOrDefault(window.Partition)
               where next.Length > 0
               select next,
        ];
    }
}

/// <summary>How far a search is.</summary>
/// <param name="Read">Messages that were looked at.</param>
/// <param name="Total">Offsets there are to look at.</param>
/// <param name="Found">Messages that were found, as many as fit on the page.</param>
internal readonly record struct SearchProgress(long Read, long Total, int Found);

/// <summary>A page of messages.</summary>
/// <param name="Messages">The messages, in the order to show.</param>
/// <param name="Rest">What was not looked at: the next page; empty if there is no more.</param>
/// <param name="Progress">How much was looked at.</param>
/// <param name="Trouble">Which partitions are missing, and why; null if none is.</param>
internal sealed record FoundMessages(IReadOnlyList<ShownMessage> Messages, IReadOnlyList<LogWindow> Rest, SearchProgress Progress, string? Trouble);
