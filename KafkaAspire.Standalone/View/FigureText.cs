using System.Globalization;
using KafkaAspire.Standalone.Audit;

namespace KafkaAspire.Standalone.View;

/// <summary>Figures as people read them.</summary>
internal static class FigureText
{
    public static string Rate(double perSecond) => $"{AuditText.Number((long)Math.Round(perSecond))}/s";

    public static string CountAndRate(long count, double perSecond) => $"{AuditText.Number(count)} ({Rate(perSecond)})";

    public static string Megabytes(double bytesPerSecond) => string.Create(CultureInfo.InvariantCulture, $"{bytesPerSecond / 1e6:0.00} MB/s");

    public static string Duration(TimeSpan time) => time.TotalSeconds < 100
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}");
}
