using System.Text;
using CsCheck;
using KafkaAspire.Contracts.Files;

namespace KafkaAspire.Services.Tests.Producer;

public class LineReaderTests
{
    private static List<string> ReadAll(byte[] bytes, int maxLength = 1000)
    {
        var lines = new List<string>();
        var reader = new LineReader(new MemoryStream(bytes), maxLength);
        while (reader.TryRead(out var line, out bool tooLong))
            lines.Add(tooLong ? $"#{reader.Number}" : Encoding.UTF8.GetString(line));
        return lines;
    }

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\nb\r\n\nc", new[] { "a", "b", "", "c" })]
    [InlineData("\uFEFFa\n", new[] { "a" })]
    public void Lines_come_without_their_ends(string text, string[] expected) => Assert.Equal(expected, ReadAll(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_line_without_end_is_told_and_the_next_is_read() =>
        Assert.Equal(["a", "#2", "b"], ReadAll(Encoding.UTF8.GetBytes("a\n" + new string('x', 1_000_000) + "\nb")));

    [Fact]
    public void Any_lines_come_back_with_their_numbers() => Gen.String[Gen.Char['a', 'z'], 0, 50].Array[0, 200].Sample(lines =>
        Assert.Equal(lines, ReadAll(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))))));
}
