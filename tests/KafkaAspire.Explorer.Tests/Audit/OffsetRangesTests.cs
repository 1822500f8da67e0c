using Explorer.Service.Audit;

namespace KafkaAspire.Explorer.Tests.Audit;

public sealed class OffsetRangesTests
{
    [Theory]
    [InlineData("", new long[0])]
    [InlineData("17", new long[] { 17 })]
    [InlineData("17, 20-22, 30", new long[] { 17, 20, 21, 22, 30 })]
    [InlineData("9, 3", new long[] { 9, 3 })]
    public void Offsets_that_follow_one_another_are_a_range(string expected, long[] offsets) => Assert.Equal(expected, Of(offsets));

    [Fact]
    public void Many_are_cut_short() => Assert.EndsWith("36, 38 and more", Of(Enumerable.Range(0, 1_000).Select(i => i * 2L)));

    private static string Of(IEnumerable<long> offsets)
    {
        var ranges = new OffsetRanges();
        foreach (long offset in offsets)
            ranges.Add(offset);
        return ranges.ToString();
    }
}
