using Bunit;
using Explorer.Service.Components;
using Explorer.Service.Components.Charts;

namespace KafkaAspire.Explorer.Tests.Browsing;

/// <summary>Components by themselves, without a browser.</summary>
public sealed class ComponentTests : BunitContext
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_chart_tells_its_lines_in_words_and_in_a_table()
    {
        ChartPoint[] points = [new(Noon, 10), new(Noon.AddSeconds(5), null), new(Noon.AddSeconds(10), 30), new(Noon.AddSeconds(20), 20)];
        var chart = Render<LineChart>(parameters => parameters.Add(one => one.Title, "Lag").Add(one => one.Series, [new ChartSeries("all", points)]));
        Assert.Equal("Lag: all now 20, at most 30.", chart.Find("svg").GetAttribute("aria-label"));
        // From 0 to 50, and a gap where nothing is known.
        Assert.Equal("M0 96M300 48L600 72", chart.Find("path.line").GetAttribute("d"));
        Assert.Equal(4, chart.FindAll("tbody tr").Count);
    }

    [Fact]
    public void A_chart_of_one_point_says_that_it_has_no_line_yet()
    {
        var chart = Render<LineChart>(parameters => parameters.Add(one => one.Title, "Lag").Add(one => one.Series, [new ChartSeries("all", [new(Noon, 1)])]));
        Assert.Empty(chart.FindAll("svg"));
        Assert.NotNull(chart.Find(".empty"));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 5)]
    [InlineData(20, 20)]
    [InlineData(101, 200)]
    [InlineData(700, 1000)]
    public void The_upper_edge_is_a_round_number(double highest, double top) => Assert.Equal(top, ChartScale.RoundTop(highest));

    [Fact]
    public void Bytes_are_text_whatever_they_hold()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        var view = Render<ByteView>(parameters => parameters.Add(one => one.Name, "Value").Add(one => one.Bytes, "<script>alert(1)</script>"u8.ToArray()));
        Assert.Empty(view.FindAll("script"));
        Assert.Equal("<script>alert(1)</script>", view.Find("pre").TextContent);
        view.Find("button:nth-of-type(2)").Click();
        Assert.StartsWith("00000000  3c 73 63", view.Find("pre").TextContent);
    }
}
