namespace Explorer.Service.Security;

/// <summary>Whether this Explorer may change anything: write messages, create topics, reset offsets, replay dead letters.</summary>
/// <param name="Reason">Why it may not, in one sentence for a person; null if it may.</param>
public sealed record WriteAccess(string? Reason)
{
    /// <summary>Whether it may.</summary>
    public bool IsAllowed => Reason is null;

    /// <summary>Refuses where nothing may be changed; every action asks this first, whatever its page shows.</summary>
    /// <exception cref="InvalidOperationException">This Explorer only reads.</exception>
    public void Demand()
    {
        if (Reason is not null)
            throw new InvalidOperationException(Reason);
    }
}
