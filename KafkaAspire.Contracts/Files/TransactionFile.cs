using System.Text;
using System.Text.Unicode;

namespace KafkaAspire.Contracts.Files;

/// <summary>
/// Reads a file of transactions, CSV or JSON Lines, line by line and without holding it. A line that is no transaction says what is wrong with
/// it, and the rest goes on.
/// </summary>
/// <param name="stream">The file.</param>
/// <param name="name">Its name, which is part of the ids of transactions that bring none: sent again, they are the same facts.</param>
/// <param name="format">How it is written.</param>
/// <param name="clock">Gives the time to transactions that bring none.</param>
public sealed class TransactionFile(Stream stream, string name, FileFormat format, TimeProvider clock)
{
    private const int MaxLineLength = 64 * 1024;

    private readonly LineReader _lines = new(stream, MaxLineLength);
    private FileFormat _format = format;
    private CsvTransactions? _csv;

    /// <summary>The number of the line that was read last; the first is 1.</summary>
    public long Number => _lines.Number;

    /// <summary>Reads the next line that is not empty.</summary>
    /// <param name="transaction">The transaction; null where the line is none.</param>
    /// <param name="violation">What is wrong with the line, where it is no transaction.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="InvalidDataException">The header of a CSV file is wrong, so that no line means anything.</exception>
    /// <exception cref="IOException">The file can't be read on.</exception>
    public bool TryRead(out Transaction? transaction, out string? violation)
    {
        while (_lines.TryRead(out var line, out bool tooLong))
        {
            if (line.IsEmpty)
                continue;
            if (_format == FileFormat.Auto)
                _format = FindFormat(line);
            if (_format == FileFormat.Csv && _csv is null)
            {
                _csv = CsvTransactions.FromHeader(Encoding.UTF8.GetString(line), out string? wrong)
                    ?? throw new InvalidDataException($"line {Number}, the header: {wrong}");
                continue;
            }
            violation = tooLong ? $"longer than {MaxLineLength} bytes" : null;
            transaction = tooLong ? null : JsonOrCsv(line, out violation)?.Complete(IdOf(line), clock.GetUtcNow(), out violation);
            return true;
        }
        (transaction, violation) = (null, null);
        return false;
    }

    private TransactionDraft? JsonOrCsv(ReadOnlySpan<byte> line, out string? violation)
    {
        if (_csv is null)
            return JsonTransactions.Read(line, out violation);
        if (!Utf8.IsValid(line))
        {
            violation = "not UTF-8";
            return null;
        }
        return _csv.Read(Encoding.UTF8.GetString(line), out violation);
    }

    // The file sent again is the same facts again, and two equal lines are two.
    private Guid IdOf(ReadOnlySpan<byte> line) => DerivedId.From(Path.GetFileName(name), Number, line);

    private FileFormat FindFormat(ReadOnlySpan<byte> firstLine) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".csv" => FileFormat.Csv,
        ".jsonl" or ".ndjson" or ".json" => FileFormat.JsonLines,
        _ => firstLine.TrimStart((byte)' ').StartsWith("{"u8) ? FileFormat.JsonLines : FileFormat.Csv,
    };
}
