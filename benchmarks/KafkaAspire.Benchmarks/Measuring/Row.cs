namespace KafkaAspire.Benchmarks.Measuring;

/// <summary>A row of the table.</summary>
/// <param name="Path">What was done.</param>
/// <param name="Beside">Beside what.</param>
/// <param name="Ours">This app's rounds; null if they could not be had.</param>
/// <param name="Peer">The peer's rounds; null if there is no peer, or it could not be had.</param>
/// <param name="Goal">What is wanted.</param>
/// <param name="Note">What a reader has to know, such as why there is no figure.</param>
internal sealed record Row(string Path, string Beside, Series? Ours, Series? Peer, Goal Goal, string? Note = null)
{
    /// <summary>Whether it could not be measured although it should have been.</summary>
    public bool HasFailed { get; init; }

    /// <summary>Ours by the peer's.</summary>
    public double? Ratio => Ours is not null && Peer is not null ? Ours.RatioTo(Peer) : null;

    public bool? IsMet => Goal.IsMet(this);

    public string Verdict => IsMet switch
    {
        _ when HasFailed => "failed",
        true => "met",
        false => "missed",
        null when Ours is null || (Peer is null && Note is not null) => "not to be had here",
        null => "",
    };
}
