using System.Numerics;
using KafkaAspire.Contracts.Journal;

namespace KafkaAspire.Standalone.Audit;

/// <summary>
/// Every message that the producers' journals have a record of, found by transaction id in constant time: one array of 32-byte records and a
/// table of indexes, some 45 bytes a message.
/// </summary>
internal sealed class AcknowledgedMessages
{
    private readonly Message[] _messages;
    private readonly int[] _slots;

    private AcknowledgedMessages(Message[] messages, int[] slots) => (_messages, _slots) = (messages, slots);

    /// <param name="Id">The transaction's id.</param>
    /// <param name="Fingerprint">What the transaction does.</param>
    /// <param name="Place">Where the brokers put it.</param>
    public readonly record struct Message(Guid Id, long Fingerprint, Place Place);

    public int Count => _messages.Length;

    public Message this[int index] => _messages[index];

    /// <summary>Reads all journals in a directory.</summary>
    /// <exception cref="IOException">A journal is not readable.</exception>
    public static AcknowledgedMessages Load(string directory)
    {
        long bytes = Directory.Exists(directory)
            ? Directory.EnumerateFiles(directory, "*" + AcknowledgementJournal.RecordsExtension).Sum(path => new FileInfo(path).Length)
            : 0;
        var messages = new Message[checked((int)(bytes / JournalRecord.Size))];
        int count = 0;
        if (messages.Length > 0)
            foreach (var record in AcknowledgementJournal.ReadAll(directory))
                messages[count++] = new(record.Id, record.Fingerprint, new(record.Partition, record.Offset));
        return new(messages, Index(messages));
    }

    /// <summary>The first message with an id, or -1.</summary>
    public int Find(Guid id)
    {
        for (int slot = SlotOf(id, _slots.Length); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
            if (_messages[_slots[slot] - 1].Id == id)
                return _slots[slot] - 1;
        return -1;
    }

    /// <summary>Whether a message with that id and fingerprint was acknowledged; an id may have been sent more than once.</summary>
    public bool Contains(Guid id, long fingerprint)
    {
        for (int slot = SlotOf(id, _slots.Length); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
            if (_messages[_slots[slot] - 1] is var message && message.Id == id && message.Fingerprint == fingerprint)
                return true;
        return false;
    }

    // Open addressing at a load under two thirds. Zero is an empty slot, so indexes are stored plus one.
    private static int[] Index(Message[] messages)
    {
        var slots = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, (long)messages.Length * 3 / 2))];
        for (int index = 0; index < messages.Length; index++)
        {
            int slot = SlotOf(messages[index].Id, slots.Length);
            while (slots[slot] != 0)
                slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = index + 1;
        }
        return slots;
    }

    private static int SlotOf(Guid id, int slots)
    {
        var bits = System.Runtime.CompilerServices.Unsafe.BitCast<Guid, UInt128>(id);
        // Ids may count up (UUID v7): the multiplication spreads what differs only at one end.
        ulong mixed = ((ulong)bits ^ (ulong)(bits >> 64)) * 0x9E3779B97F4A7C15UL;
        return (int)((mixed ^ (mixed >> 32)) & (uint)(slots - 1));
    }
}
