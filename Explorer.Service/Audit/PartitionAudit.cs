namespace Explorer.Service.Audit;

/// <summary>
/// The audit of one partition, kept from pass to pass: where the log goes on, what was read and is not settled yet, what was settled and is
/// not explained, and counts of the rest. Its memory is bounded, however long the log is.
/// </summary>
/// <param name="partition">The partition.</param>
/// <param name="first">The first offset that the log still has.</param>
internal sealed class PartitionAudit(int partition, long first)
{
    /// <summary>So many messages are read ahead of what is settled; what is behind them is in flight without being read.</summary>
    public const int MostWaiting = 10_000;

    /// <summary>So many unexplained messages are asked for again, in case that their explanation comes late.</summary>
    private const int MostDoubtful = 10_000;

    /// <summary>So long an explanation may come late, where offsets are not settled together with the effects.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Queue<LoggedMessage> _waiting = [];
    private readonly List<(LoggedMessage Message, DateTimeOffset Since)> _doubtful = [];
    private readonly OffsetRanges _doubledAt = new();
    private readonly OffsetRanges _alsoLostAt = new();
    private long _alsoLost;
    private long _read;
    private long _applied;
    private long _suppressed;
    private long _deadLettered;
    private long _doubled;

    public int Partition => partition;

    /// <summary>Where the audit of this partition began.</summary>
    public long First { get; private set; } = first;

    /// <summary>The next offset to read.</summary>
    public long Next { get; private set; } = first;

    /// <summary>Whether reading waits until more is settled.</summary>
    public bool IsFull => _waiting.Count >= MostWaiting;

    /// <summary>Whether reading may go on.</summary>
    public bool HasRoom => _waiting.Count < MostWaiting / 2;

    /// <summary>Takes a message of the log.</summary>
    public void Add(LoggedMessage message)
    {
        _waiting.Enqueue(message);
        _read++;
        Next = message.Offset + 1;
    }

    /// <summary>Notes that there is nothing more up to an offset: what lies between are markers of transactions, or records that were undone.</summary>
    public void ReachEnd(long offset) => Next = Math.Max(Next, offset);

    /// <summary>Goes on at the first offset that the log still has: it has forgotten what was not read yet.</summary>
    public void Forget(long firstOffset)
    {
        Next = Math.Max(Next, firstOffset);
        if (_read == 0)
            First = Next;
    }

    /// <summary>The messages that can be judged now: what was not explained before, and what has been settled since.</summary>
    /// <param name="settled">The offset before which everything is settled.</param>
    public List<LoggedMessage> FindDue(long settled) => [.. _doubtful.Select(doubt => doubt.Message), .. _waiting.TakeWhile(message => message.Offset < settled)];

    /// <summary>Whether a message waits that is settled.</summary>
    public bool HasDue(long settled) => _waiting.TryPeek(out var message) && message.Offset < settled;

    /// <summary>Judges what <see cref="FindDue"/> gave: only now it is done with, so that a source that does not answer costs nothing.</summary>
    /// <param name="due">The messages.</param>
    /// <param name="effectsOf">The effects of a transaction.</param>
    /// <param name="isDeadLetter">Whether a dead letter came from an offset.</param>
    /// <param name="now">The time.</param>
    public void Judge(List<LoggedMessage> due, Func<Guid, IReadOnlyList<Effect>> effectsOf, Func<long, bool> isDeadLetter, DateTimeOffset now)
    {
        var since = _doubtful.ToDictionary(doubt => doubt.Message.Offset, doubt => doubt.Since);
        _doubtful.Clear();
        foreach (var message in due)
        {
            if (_waiting.TryPeek(out var next) && next == message)
                _waiting.Dequeue();
            var effects = message.Id is { } id ? effectsOf(id) : [];
            var outcome = Judgement.Of(new(partition, message.Offset), effects, isDeadLetter(message.Offset), out int extra);
            _applied += outcome == Outcome.Applied ? 1 : 0;
            _suppressed += outcome == Outcome.Suppressed ? 1 : 0;
            _deadLettered += outcome == Outcome.DeadLettered ? 1 : 0;
            if (extra > 0)
            {
                _doubled += extra;
                _doubledAt.Add(message.Offset);
            }
            if (outcome == Outcome.Unexplained)
                Doubt(message, since.GetValueOrDefault(message.Offset, now));
        }
    }

    private void Doubt(LoggedMessage message, DateTimeOffset since)
    {
        if (_doubtful.Count < MostDoubtful)
        {
            _doubtful.Add((message, since));
            return;
        }
        _alsoLost++;
        _alsoLostAt.Add(message.Offset);
    }

    /// <summary>The partition's row.</summary>
    /// <param name="seen">What the other sources say of the partition as a whole.</param>
    /// <param name="now">The time.</param>
    public PartitionRow ToRow(PartitionSight seen, DateTimeOffset now)
    {
        var lostAt = new OffsetRanges();
        long lost = _alsoLost;
        foreach (var (message, since) in _doubtful)
        {
            // Offsets that are settled together with the effects leave no room for an explanation that comes late.
            if (!seen.IsSure && now - since < Grace)
                continue;
            lost++;
            lostAt.Add(message.Offset);
        }
        long unread = Math.Max(0, seen.End - Next);
        long notLookedAt = Math.Clamp(seen.Settled - Next, 0, unread);
        long inLog = _read + unread;
        var findings = new List<Finding>();
        if (lost > 0)
            findings.Add(new("lost", $"{lostAt}{(_alsoLost > 0 ? $", {_alsoLostAt}" : "")}", "settled, but neither applied nor dead-lettered"));
        if (_doubled > 0)
            findings.Add(new("doubled", _doubledAt.ToString(), "applied more than once"));
        if (seen.Repeated > 0)
            findings.Add(new("doubled", seen.RepeatedAt, "of the effects' own topic: there more than once"));
        if (seen.Acknowledged?.FindMissing(First, seen.End, inLog, isCounted: unread == 0) is { } missing)
            findings.Add(missing);
        return new(
            partition, seen.Acknowledged?.Messages, inLog, _applied, _suppressed, _deadLettered,
            InFlight: inLog - notLookedAt - _applied - _suppressed - _deadLettered - lost, lost, _doubled + seen.Repeated, notLookedAt, findings);
    }
}

/// <summary>What the other sources say of a partition as a whole.</summary>
/// <param name="End">Where the log ends.</param>
/// <param name="Settled">Before which offset consumers have settled everything.</param>
/// <param name="IsSure">Whether they settle offsets together with the effects.</param>
/// <param name="Acknowledged">What producers' journals say; null where they don't.</param>
/// <param name="Repeated">Effects that are there again, where they have no place of their own.</param>
/// <param name="RepeatedAt">Where those are.</param>
internal sealed record PartitionSight(long End, long Settled, bool IsSure, Acknowledged? Acknowledged = null, long Repeated = 0, string RepeatedAt = "");
