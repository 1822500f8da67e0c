namespace KafkaAspire.Standalone.View;

/// <summary>The last few things that happened.</summary>
internal sealed class RecentEvents
{
    private readonly List<string> _lines = [];
    private readonly Lock _lock = new();

    public void Add(string line)
    {
        lock (_lock)
            _lines.Add(line);
    }

    public IReadOnlyList<string> Last(int count)
    {
        lock (_lock)
            return [.. _lines.TakeLast(count)];
    }
}
