namespace Explorer.Service.Audit;

/// <summary>What became of a message.</summary>
internal enum Outcome
{
    /// <summary>It took effect.</summary>
    Applied,

    /// <summary>Its transaction had taken effect as another message, so it did not count again.</summary>
    Suppressed,

    /// <summary>It went to the dead-letter topic.</summary>
    DeadLettered,

    /// <summary>Nothing says what became of it.</summary>
    Unexplained,
}

/// <summary>Judges one message by what the other sources say of it.</summary>
internal static class Judgement
{
    /// <param name="place">Where the message is.</param>
    /// <param name="effects">The effects that its transaction had.</param>
    /// <param name="isDeadLetter">Whether a dead letter names it as its origin.</param>
    /// <param name="extra">How many effects it had beyond the first of its transaction.</param>
    public static Outcome Of(MessagePlace place, IReadOnlyList<Effect> effects, bool isDeadLetter, out int extra)
    {
        extra = 0;
        int own = 0;
        long first = long.MaxValue;
        bool isElsewhere = false, isFirstOwn = false, isPlaceless = false;
        foreach (var effect in effects)
        {
            bool isOwn = effect.Place == place;
            own += isOwn ? 1 : 0;
            isElsewhere |= effect.Place is not null && !isOwn;
            isPlaceless |= effect.Place is null;
            if (effect.Sequence < first)
                (first, isFirstOwn) = (effect.Sequence, isOwn);
        }
        if (own > 0)
        {
            // Of all effects of the transaction the first is right; the message that it belongs to has one that is not extra.
            extra = isFirstOwn ? own - 1 : own;
            return Outcome.Applied;
        }
        // A letter that went back has its effect as another message: this one stays dead-lettered.
        return isDeadLetter ? Outcome.DeadLettered
            : isPlaceless ? Outcome.Applied
            : isElsewhere ? Outcome.Suppressed
            : Outcome.Unexplained;
    }
}
