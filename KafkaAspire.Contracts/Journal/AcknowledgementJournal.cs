namespace KafkaAspire.Contracts.Journal;

/// <summary>
/// A producer's note of what the brokers acknowledged, in a directory of its own choosing: totals always (<see cref="JournalTotals"/>), and a
/// record per message where asked for. It is a lower bound: a message that was acknowledged while the producer was killed may miss in it.
/// </summary>
/// <remarks>Not thread-safe but for <see cref="Flush"/>: delivery reports come on one thread.</remarks>
public sealed class AcknowledgementJournal : IDisposable
{
    /// <summary>The ending of the name of the file that holds the records.</summary>
    public const string RecordsExtension = ".records";

    // Not the files themselves: others read them meanwhile, and on Unix a lock that lets readers in lets writers in.
    private readonly FileStream _lockFile;
    private readonly JournalTotals _totals;
    private readonly FileStream? _records;
    private readonly Lock _lock = new();

    /// <summary>Opens a producer's journal; one that is already there is continued.</summary>
    /// <param name="directory">Where the files are; made if missing.</param>
    /// <param name="producer">The producer's name, unique in the directory.</param>
    /// <param name="keepRecords">Whether each message is noted beside the totals: 44 bytes each, for runs that end.</param>
    /// <exception cref="IOException">A file cannot be made, or another producer writes it.</exception>
    public AcknowledgementJournal(string directory, string producer, bool keepRecords)
    {
        Directory.CreateDirectory(directory);
        string path = Path.Combine(directory, producer);
        _lockFile = new(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        _totals = JournalTotals.OpenForWriting(path + JournalTotals.Extension);
        if (keepRecords)
            _records = OpenRecords(path + RecordsExtension);
    }

    /// <summary>Notes one acknowledged transaction.</summary>
    /// <param name="transaction">What was acknowledged.</param>
    /// <param name="partition">The partition that the broker named.</param>
    /// <param name="offset">The offset that the broker named.</param>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Add(Transaction transaction, int partition, long offset)
    {
        // Records go first: a record without its count shows up in the audit, a count without its record would look like a loss.
        if (_records is not null)
        {
            Span<byte> bytes = stackalloc byte[JournalRecord.Size];
            new JournalRecord(transaction.Id, TransactionFingerprint.Of(transaction), transaction.Amount, partition, offset).WriteTo(bytes);
            lock (_lock)
                _records.Write(bytes);
        }
        _totals.Add(partition, offset, transaction.Amount);
    }

    /// <summary>Hands what is buffered to the operating system, so that it outlives this process. Thread-safe.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Flush()
    {
        lock (_lock)
            _records?.Flush();
    }

    /// <summary>Reads every record of every producer in a directory.</summary>
    /// <param name="directory">Where the journals are.</param>
    /// <exception cref="IOException">A file is not readable.</exception>
    public static IEnumerable<JournalRecord> ReadAll(string directory)
    {
        var buffer = new byte[JournalRecord.Size * 4096];
        foreach (string path in Directory.EnumerateFiles(directory, "*" + RecordsExtension))
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            int length;
            while ((length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) >= JournalRecord.Size)
                for (int at = 0; at + JournalRecord.Size <= length; at += JournalRecord.Size)
                    yield return JournalRecord.ReadFrom(buffer.AsSpan(at));
        }
    }

    // A producer that was killed may have left half a record at the end: it is cut off, or every later one would be read askew.
    private static FileStream OpenRecords(string path)
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1 << 16);
        stream.SetLength(stream.Length - stream.Length % JournalRecord.Size);
        stream.Seek(0, SeekOrigin.End);
        return stream;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
            _records?.Dispose();
        _totals.Dispose();
        _lockFile.Dispose();
    }
}
