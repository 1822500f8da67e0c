using System.IO.MemoryMappedFiles;

namespace KafkaAspire.Contracts.Journal;

/// <summary>
/// What a producer had acknowledged, per partition: messages, sum of amounts and the highest offset, in a memory-mapped file. The pages belong
/// to the operating system, so the figures outlive a killed producer. One writer; any number of readers at the same time.
/// </summary>
public sealed class JournalTotals : IDisposable
{
    /// <summary>The most partitions that a journal counts.</summary>
    public const int MaxPartitions = 4096;

    /// <summary>The ending of the file's name.</summary>
    public const string Extension = ".totals";

    private const int RowSize = 24;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private JournalTotals(MemoryMappedFile file, MemoryMappedFileAccess access)
    {
        _file = file;
        _view = file.CreateViewAccessor(0, MaxPartitions * RowSize, access);
    }

    /// <summary>Opens the file for writing; a file that is already there is continued.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be made or is in use by another writer.</exception>
    public static JournalTotals OpenForWriting(string path)
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var file = MemoryMappedFile.CreateFromFile(stream, null, MaxPartitions * RowSize, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        return new(file, MemoryMappedFileAccess.ReadWrite);
    }

    /// <summary>Opens the file for reading while its producer writes.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file is not there or not readable.</exception>
    public static JournalTotals OpenForReading(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        return new(file, MemoryMappedFileAccess.Read);
    }

    /// <summary>Counts one acknowledged message. Not thread-safe: delivery reports come on one thread.</summary>
    /// <param name="partition">Its partition.</param>
    /// <param name="offset">Its offset.</param>
    /// <param name="amount">Its amount in minor units.</param>
    /// <exception cref="ArgumentOutOfRangeException">The partition is beyond <see cref="MaxPartitions"/>.</exception>
    public void Add(int partition, long offset, long amount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, MaxPartitions);
        long row = (long)partition * RowSize;
        _view.Write(row, _view.ReadInt64(row) + 1);
        _view.Write(row + 8, _view.ReadInt64(row + 8) + amount);
        _view.Write(row + 16, Math.Max(_view.ReadInt64(row + 16), offset + 1));
    }

    /// <summary>The figures of one partition.</summary>
    /// <param name="partition">The partition.</param>
    public PartitionTotals Read(int partition)
    {
        long row = (long)partition * RowSize;
        return new(_view.ReadInt64(row), _view.ReadInt64(row + 8), _view.ReadInt64(row + 16));
    }

    /// <summary>How many messages were acknowledged on all partitions together.</summary>
    public long CountAll()
    {
        long count = 0;
        for (int partition = 0; partition < MaxPartitions; partition++)
            count += _view.ReadInt64((long)partition * RowSize);
        return count;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}

/// <summary>What was acknowledged on one partition.</summary>
/// <param name="Messages">How many messages.</param>
/// <param name="Amount">The sum of their amounts, in minor units.</param>
/// <param name="NextOffset">One past the highest acknowledged offset; 0 if none.</param>
public readonly record struct PartitionTotals(long Messages, long Amount, long NextOffset);
