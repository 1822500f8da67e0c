namespace KafkaAspire.Chaos.Links;

/// <summary>What a link does to bytes that cross it.</summary>
/// <param name="IsCut">Nothing arrives and nothing is refused, as with a pulled cable: what is on its way waits.</param>
/// <param name="Delay">How long each piece waits.</param>
/// <param name="BytesPerSecond">The most that cross, per connection and direction; 0 for no limit.</param>
internal sealed record LinkCondition(bool IsCut = false, TimeSpan Delay = default, int BytesPerSecond = 0)
{
    public static readonly LinkCondition Sound = new();
    public static readonly LinkCondition Cut = new(IsCut: true);
}
