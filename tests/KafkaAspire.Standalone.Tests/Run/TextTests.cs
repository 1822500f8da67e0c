using KafkaAspire.Standalone.Run;
using KafkaAspire.Standalone.Services;

namespace KafkaAspire.Standalone.Tests.Run;

public sealed class TextTests : IDisposable
{
    private readonly string _log = Path.GetTempFileName();

    [Theory]
    [InlineData("info: A[1] fine\ncrit: KafkaAspire.ServiceExit[3] the disk is full\ninfo: A[1] bye\n", "the disk is full")]
    [InlineData("fail: A[1] first\nfail: A.B[22] second [x] y\n", "second [x] y")]
    [InlineData("16:50:01.510 crit: A.B[-2] third: y\n16:50:02.510 info: A[1] bye\n", "third: y")]
    [InlineData("info: A[1] only this\n\n", "only this")]
    [InlineData("Unhandled exception. System.Exception: boom\n   at A.B()\n", "Unhandled exception. System.Exception: boom")]
    [InlineData("", "it wrote no log")]
    public void The_last_error_of_a_log_is_found(string log, string expected)
    {
        File.WriteAllText(_log, log);

        Assert.Equal(expected, ServiceLog.LastError(_log));
    }

    [Fact]
    public void Refused_lines_are_named_but_not_all()
    {
        var messages = Enumerable.Range(1, 100).Select(i => $"line {i}: amount is missing").Append("/data/a.csv: read 1000 lines: 900 sent, 100 refused").ToList();

        var report = InputReport.Of(messages.Where(InputReport.IsAboutLines), keptLog: null).ToList();

        Assert.Equal("refused line 1: amount is missing", report[0]);
        Assert.StartsWith("refused 90 lines more", report[10]);
        Assert.Equal("input /data/a.csv: read 1000 lines: 900 sent, 100 refused", report[11]);
    }

    [Theory]
    [InlineData(10, 3, new long[] { 4, 3, 3 })]
    [InlineData(1000, 2, new long[] { 500, 500 })]
    [InlineData(0, 2, new long[] { 0, 0 })]
    public void Work_is_shared_out_to_the_last_piece(long total, int workers, long[] expected) =>
        Assert.Equal(expected, Enumerable.Range(1, workers).Select(number => WorkShare.Of(total, workers, number)));

    public void Dispose() => File.Delete(_log);
}
