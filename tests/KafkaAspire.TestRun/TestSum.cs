using System.Globalization;

namespace KafkaAspire.TestRun;

/// <summary>How many tests passed, failed and were skipped.</summary>
internal sealed class TestSum
{
    public int Passed { get; set; }
    public int Failed { get; set; }
    public int Skipped { get; set; }

    public int Total => Passed + Failed + Skipped;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");
}
