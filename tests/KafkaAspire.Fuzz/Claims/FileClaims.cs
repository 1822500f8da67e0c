using System.Text;
using KafkaAspire.Contracts.Files;

namespace KafkaAspire.Fuzz.Claims;

/// <summary>Files of transactions: each line is one or is refused with a reason, and no line is left out.</summary>
internal static class FileClaims
{
    /// <summary>Every line that holds something is read or refused; a CSV file with a wrong header is refused as a whole.</summary>
    public static void CountEveryLine(byte[] bytes, FileFormat format)
    {
        var file = new TransactionFile(new MemoryStream(bytes), "file", format, TimeProvider.System);
        int lines = 0;
        try
        {
            while (file.TryRead(out var transaction, out string? violation))
            {
                lines++;
                Assert.True(transaction is null != violation is null);
                if (violation is not null)
                    Clear.IsOneLine(violation);
            }
        }
        catch (InvalidDataException e) when (format == FileFormat.Csv && lines == 0)
        {
            Clear.IsOneLine(e.Message);
            return;
        }
        int headers = format == FileFormat.Csv ? 1 : 0;
        int full = Split(bytes).Count(line => line.Length > 0);
        Assert.Equal(Math.Max(0, full - headers), lines);
    }

    // The lines as somebody else would count them; a byte order mark is no part of the first.
    private static IEnumerable<string> Split(byte[] bytes)
    {
        string[] lines = Encoding.Latin1.GetString(bytes).Split('\n');
        return lines.Select((line, i) => (i == 0 && line.StartsWith("ï»¿", StringComparison.Ordinal) ? line[3..] : line) is var text && text.EndsWith('\r') ? text[..^1] : text);
    }
}
