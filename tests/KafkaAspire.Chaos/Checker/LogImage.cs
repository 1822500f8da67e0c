using KafkaAspire.Chaos.Traffic;

namespace KafkaAspire.Chaos.Checker;

/// <summary>The log of transactions as it is: which transaction is at which place, some of them at several.</summary>
internal sealed class LogImage
{
    private const int Nothing = -2;
    private const int Foreign = -1;
    private readonly SortedDictionary<int, List<int>> _numbers = [];

    /// <summary>Records with a transaction that a caller sent.</summary>
    public int Count { get; private set; }

    /// <summary>Records that say something else than was sent under their id.</summary>
    public int Altered { get; private set; }

    public IEnumerable<int> Partitions => _numbers.Keys;

    public static LogImage Read(TopicReader reader, string topic, TransactionPlan plan)
    {
        var image = new LogImage();
        foreach (var record in reader.Read(topic))
        {
            int? number = MessageContent.NumberOf(record.Message.Value, plan, out bool isAltered);
            image.Set(record.Partition.Value, record.Offset.Value, number ?? Foreign);
            if (number is not null)
                image.Count++;
            if (isAltered)
                image.Altered++;
        }
        return image;
    }

    /// <summary>The transaction at a place; null where there is none of a caller.</summary>
    public int? NumberAt(int partition, long offset) =>
        _numbers.TryGetValue(partition, out var numbers) && offset < numbers.Count && numbers[(int)offset] is >= 0 and var number ? number : null;

    /// <summary>The transactions of a partition and their offsets, in order.</summary>
    public IEnumerable<(int Number, long Offset)> Of(int partition)
    {
        var numbers = _numbers[partition];
        for (int offset = 0; offset < numbers.Count; offset++)
            if (numbers[offset] >= 0)
                yield return (numbers[offset], offset);
    }

    /// <summary>Every transaction in the log, once a record.</summary>
    public IEnumerable<(int Number, int Partition, long Offset)> All =>
        Partitions.SelectMany(partition => Of(partition).Select(record => (record.Number, partition, record.Offset)));

    internal void Set(int partition, long offset, int number)
    {
        if (!_numbers.TryGetValue(partition, out var numbers))
            _numbers[partition] = numbers = [];
        while (numbers.Count < offset)
            numbers.Add(Nothing);
        numbers.Add(number);
    }
}
