using KafkaAspire.Chaos.Links;

namespace KafkaAspire.Chaos.Faults;

/// <summary>A link in a bad condition for a while.</summary>
internal static class ImpairedLink
{
    public static async Task<string> HoldAsync(Link link, LinkCondition condition, TimeSpan time, CancellationToken cancellationToken)
    {
        await link.Turn.WaitAsync(cancellationToken);
        link.Condition = condition;
        try
        {
            await Task.Delay(time, cancellationToken);
        }
        finally
        {
            link.Condition = LinkCondition.Sound;
            link.Turn.Release();
        }
        return $"{link.Name} for {time.TotalSeconds:0.0} s";
    }
}
