namespace KafkaAspire.Contracts.Files;

/// <summary>
/// Reads a stream line by line as bytes, and never holds more than one line of a bounded length: a file without line ends costs no more memory
/// than any other.
/// </summary>
/// <param name="stream">Where to read.</param>
/// <param name="maxLength">The most bytes that a line may have.</param>
public sealed class LineReader(Stream stream, int maxLength)
{
    private readonly byte[] _buffer = new byte[Math.Max(maxLength + 2, 1 << 17)];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The number of the line that was read last; the first is 1.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next line, without its end.</summary>
    /// <param name="line">The line, valid until the next call; its first bytes where it is too long.</param>
    /// <param name="tooLong">Whether the line is longer than allowed.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="IOException">The stream can't be read on.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool tooLong)
    {
        tooLong = false;
        while (true)
        {
            int length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = Take(length, terminator: 1);
                tooLong = line.Length > maxLength;
                return true;
            }
            if (_end - _start > maxLength + 1)
            {
                line = _buffer.AsSpan(_start, 80).ToArray();
                tooLong = true;
                SkipToLineEnd();
                Number++;
                return true;
            }
            if (_ended)
            {
                bool any = _end > _start;
                line = any ? Take(_end - _start, terminator: 0) : default;
                return any;
            }
            Fill();
        }
    }

    private ReadOnlySpan<byte> Take(int length, int terminator)
    {
        var line = _buffer.AsSpan(_start, length);
        _start += length + terminator;
        Number++;
        if (Number == 1 && line.StartsWith("\uFEFF"u8))
            line = line[3..];
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }

    private void SkipToLineEnd()
    {
        while (true)
        {
            int length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                _start += length + 1;
                return;
            }
            _start = _end = 0;
            if (_ended)
                return;
            Fill();
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        int read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _ended = read == 0;
    }
}
