namespace KafkaAspire.Standalone.Audit;

/// <summary>
/// The audit of a bounded run, transaction by transaction: each acknowledged one must be applied exactly once, with the contents that were
/// acknowledged, or be in the dead-letter topic.
/// </summary>
/// <param name="acknowledged">The first source: what the brokers acknowledged.</param>
/// <param name="deadLetters">Where the dead-lettered messages came from.</param>
/// <param name="scope">Which part of the topic belongs to the run.</param>
internal sealed class RecordAudit(AcknowledgedMessages acknowledged, IReadOnlySet<Place> deadLetters, RunScope scope)
{
    private readonly byte[] _timesApplied = new byte[acknowledged.Count];
    private readonly HashSet<Guid> _unknown = [];
    private readonly Findings _findings = new();
    private long _applied;
    private long _backlog;

    /// <summary>Takes one effect of the second source.</summary>
    public void AddApplied(AppliedTransaction applied)
    {
        int index = acknowledged.Find(applied.Id);
        if (index >= 0)
            AddKnown(index, applied);
        else if (applied.Source is { } source && scope.IsBefore(source))
            _backlog++;
        else if (_unknown.Add(applied.Id))
            CountApplied(applied.Source);
        else
            CountDoubled(applied, applied.Source ?? default);
    }

    private void AddKnown(int index, AppliedTransaction applied)
    {
        var message = acknowledged[index];
        if (_timesApplied[index] == 0)
            CountApplied(message.Place);
        else
            CountDoubled(applied, message.Place);
        _timesApplied[index] = (byte)Math.Min(_timesApplied[index] + 1, byte.MaxValue);
        if (applied.Fingerprint == message.Fingerprint || acknowledged.Contains(applied.Id, applied.Fingerprint))
            return;
        _findings[message.Place.Partition].Wrong++;
        _findings.Name("wrong", $"{applied.Id}, {message.Place}: applied with other contents than were acknowledged");
    }

    private void CountApplied(Place? place)
    {
        _applied++;
        if (place is { } at)
            _findings[at.Partition].Applied++;
    }

    private void CountDoubled(AppliedTransaction applied, Place place)
    {
        _findings[place.Partition].Doubled++;
        _findings.Name("doubled", $"{applied.Id}, {applied.Source ?? place}");
    }

    /// <summary>Compares. Call it once, after every effect was added.</summary>
    /// <param name="findEarlier">Gives those of some ids that the sink had before the run: the same transaction sent again is no loss.</param>
    public AuditReport Complete(Func<IReadOnlySet<Guid>, IReadOnlySet<Guid>> findEarlier)
    {
        var missing = new List<int>();
        long repeated = 0;
        for (int index = 0; index < acknowledged.Count; index++)
        {
            var message = acknowledged[index];
            _findings[message.Place.Partition].Acknowledged++;
            int first = acknowledged.Find(message.Id);
            if (first != index)
                repeated++;
            if (deadLetters.Contains(message.Place))
                _findings[message.Place.Partition].DeadLettered++;
            else if (_timesApplied[first] == 0)
                missing.Add(index);
        }
        long unread = CountMissing(missing, findEarlier, ref repeated);
        return _findings.ToReport() with
        {
            Produced = acknowledged.Count,
            Applied = _applied,
            DeadLettered = deadLetters.Count(place => !scope.IsBefore(place)),
            Unread = unread,
            Repeated = repeated,
            Unknown = _unknown.Count,
            Backlog = _backlog,
        };
    }

    private long CountMissing(List<int> missing, Func<IReadOnlySet<Guid>, IReadOnlySet<Guid>> findEarlier, ref long repeated)
    {
        if (missing.Count == 0)
            return 0;
        long unread = 0;
        var earlier = findEarlier(missing.Select(index => acknowledged[index].Id).ToHashSet());
        foreach (int index in missing)
        {
            var (id, _, place) = acknowledged[index];
            if (earlier.Contains(id))
                repeated += acknowledged.Find(id) == index ? 1 : 0; // a later one with the same id is counted already
            else if (scope.IsUnread(place))
                unread++;
            else
            {
                _findings[place.Partition].Lost++;
                _findings.Name("lost", $"{id}, {place}");
            }
        }
        return unread;
    }
}
