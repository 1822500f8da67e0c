namespace KafkaAspire.LocalCluster;

/// <summary>The last lines of an output. Thread-safe.</summary>
internal sealed class LastLines(int limit = 20)
{
    private readonly Queue<string> _lines = new();

    public void Add(string line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > limit)
                _lines.Dequeue();
        }
    }

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }
}
