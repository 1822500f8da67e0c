using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Explorer.Service.Messages;

/// <summary>Bytes of a message as text for a person. What is no text is shown as hexadecimal digits, never as something that it is not.</summary>
internal static class MessageText
{
    private const int BytesPerLine = 16;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether the bytes are text in UTF-8.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) && bytes.IndexOf((byte)0) < 0;

    /// <summary>The text; null where the bytes are none.</summary>
    public static string? Text(ReadOnlySpan<byte> bytes) => IsText(bytes) ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>The beginning in one line; null where there are no bytes at all.</summary>
    public static string? Preview(byte[]? bytes, int length)
    {
        if (bytes is null)
            return null;
        var start = bytes.AsSpan(0, WholeCharacters(bytes, length));
        if (Text(start) is { } said)
            return string.Concat(said.Select(c => char.IsControl(c) ? ' ' : c)) + (start.Length < bytes.Length ? "…" : "");
        var digits = start[..Math.Min(start.Length, length / 3)];
        return Hex(digits) + (digits.Length < bytes.Length ? "…" : "");
    }

    /// <summary>Digits, two a byte.</summary>
    public static string Hex(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 3);
        foreach (byte one in bytes)
            text.Append(one.ToString("x2")).Append(' ');
        return text.ToString().TrimEnd();
    }

    /// <summary>Offset, digits and what is ASCII of them, sixteen bytes a line.</summary>
    public static string HexLines(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 5);
        for (int start = 0; start < bytes.Length; start += BytesPerLine)
        {
            var line = bytes.Slice(start, Math.Min(BytesPerLine, bytes.Length - start));
            text.Append(start.ToString("x8")).Append("  ").Append(Hex(line).PadRight((BytesPerLine * 3) - 1)).Append("  ");
            foreach (byte one in line)
                text.Append(one is >= 0x20 and < 0x7f ? (char)one : '.');
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>The same JSON, indented; null where the bytes are none.</summary>
    public static string? Json(ReadOnlyMemory<byte> bytes)
    {
        // The reader takes bytes that are no text inside a string, and the writer would put other characters in their place.
        if (!Utf8.IsValid(bytes.Span))
            return null;
        try
        {
            using var document = JsonDocument.Parse(bytes);
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer, Indented))
                document.WriteTo(writer);
            return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or a string in it that is no text (an escaped half of a surrogate pair).
            return null;
        }
    }

    /// <summary>How many bytes to take so that no character is cut in two.</summary>
    public static int WholeCharacters(ReadOnlySpan<byte> bytes, int most)
    {
        if (bytes.Length <= most)
            return bytes.Length;
        int end = most;
        while (end > most - 4 && end > 0 && (bytes[end] & 0xc0) == 0x80)
            end--;
        return end;
    }
}
