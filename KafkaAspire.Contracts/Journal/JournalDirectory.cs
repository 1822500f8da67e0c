namespace KafkaAspire.Contracts.Journal;

/// <summary>The totals of all producers' journals in a directory, readable while they write.</summary>
/// <param name="directory">The directory; it need not be there yet.</param>
public sealed class JournalDirectory(string directory) : IDisposable
{
    private readonly Dictionary<string, JournalTotals> _open = [];

    /// <summary>The directory.</summary>
    public string Path { get; } = directory;

    /// <summary>How many messages were acknowledged so far.</summary>
    /// <exception cref="IOException">A journal is not readable.</exception>
    public long CountAll()
    {
        OpenNew();
        return _open.Values.Sum(totals => totals.CountAll());
    }

    /// <summary>What was acknowledged per partition, where anything was.</summary>
    /// <exception cref="IOException">A journal is not readable.</exception>
    public IReadOnlyDictionary<int, PartitionTotals> ReadPartitions()
    {
        OpenNew();
        var sums = new Dictionary<int, PartitionTotals>();
        for (int partition = 0; partition < JournalTotals.MaxPartitions; partition++)
            foreach (var totals in _open.Values)
                if (totals.Read(partition) is { Messages: > 0 } part)
                    sums[partition] = sums.TryGetValue(partition, out var sum)
                        ? new(sum.Messages + part.Messages, sum.Amount + part.Amount, Math.Max(sum.NextOffset, part.NextOffset))
                        : part;
        return sums;
    }

    private void OpenNew()
    {
        if (!Directory.Exists(Path))
            return;
        foreach (string file in Directory.EnumerateFiles(Path, "*" + JournalTotals.Extension))
            // A file that its producer has just made is still empty and can't be mapped.
            if (!_open.ContainsKey(file) && new FileInfo(file).Length > 0)
                _open[file] = JournalTotals.OpenForReading(file);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var totals in _open.Values)
            totals.Dispose();
        _open.Clear();
    }
}
