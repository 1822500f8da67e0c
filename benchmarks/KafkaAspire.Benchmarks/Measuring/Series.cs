namespace KafkaAspire.Benchmarks.Measuring;

/// <summary>A contestant's rounds.</summary>
/// <param name="Name">Who it is.</param>
/// <param name="Unit">What its figures are.</param>
/// <param name="Samples">One of each round.</param>
internal sealed record Series(string Name, Unit Unit, IReadOnlyList<Sample> Samples)
{
    public double Median => MedianOf(Samples.Select(sample => sample.Value));

    public double Lowest => Samples.Min(sample => sample.Value);

    public double Highest => Samples.Max(sample => sample.Value);

    /// <summary>The median of the processor time; null where it is not known.</summary>
    public double? Processor => Samples.All(sample => sample.Processor is not null) ? MedianOf(Samples.Select(sample => sample.Processor!.Value)) : null;

    /// <summary>The median of the bytes allocated; null where it is not known.</summary>
    public double? Allocated => Samples.All(sample => sample.Allocated is not null) ? MedianOf(Samples.Select(sample => sample.Allocated!.Value)) : null;

    /// <summary>
    /// This series beside another one: the median of the rounds' ratios. What slows the machine down for a while slows both sides of a round.
    /// </summary>
    public double RatioTo(Series other) => MedianOf(Samples.Zip(other.Samples, (mine, theirs) => mine.Value / theirs.Value));

    /// <summary>The same rounds by their 99th percentiles.</summary>
    public Series ByTails() => this with { Samples = [.. Samples.Select(sample => new Sample(sample.Tail!.Value))] };

    public static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
