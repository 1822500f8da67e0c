namespace KafkaAspire.Chaos.Faults;

/// <summary>What faults draw from the seed.</summary>
internal static class Chance
{
    /// <summary>A time between two, in seconds.</summary>
    public static TimeSpan NextTime(this Random random, double min, double max) => TimeSpan.FromSeconds(min + random.NextDouble() * (max - min));

    /// <summary>One of so many things, also where their number is known later only.</summary>
    public static T Pick<T>(this IReadOnlyList<T> things, int draw) => things[draw % things.Count];
}
