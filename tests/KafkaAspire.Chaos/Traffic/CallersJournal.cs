using System.Buffers.Binary;

namespace KafkaAspire.Chaos.Traffic;

/// <summary>What producers told the callers was acknowledged, on disk. It is what the run owes.</summary>
internal sealed class CallersJournal : IDisposable
{
    private const int Size = 16;
    private readonly FileStream _file;
    private readonly Lock _lock = new();

    public CallersJournal(string path) => _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);

    /// <summary>Notes the acknowledgements of one answer.</summary>
    public void Add(IReadOnlyList<Acknowledged> acknowledged)
    {
        Span<byte> bytes = stackalloc byte[Size];
        lock (_lock)
        {
            foreach (var (number, partition, offset) in acknowledged)
            {
                BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
                BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], partition);
                BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], offset);
                _file.Write(bytes);
            }
            _file.Flush();
        }
    }

    public static IEnumerable<Acknowledged> Read(string path)
    {
        var bytes = new byte[Size];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16);
        while (file.ReadAtLeast(bytes, Size, throwOnEndOfStream: false) == Size)
            yield return new(
                BinaryPrimitives.ReadInt32LittleEndian(bytes), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)), BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8)));
    }

    public void Dispose() => _file.Dispose();
}

/// <summary>A transaction, by its number, and the place that the brokers gave it. One that was sent again has several.</summary>
internal readonly record struct Acknowledged(int Number, int Partition, long Offset);
