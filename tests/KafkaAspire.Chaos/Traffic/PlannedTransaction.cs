using System.Buffers.Binary;
using System.Globalization;

namespace KafkaAspire.Chaos.Traffic;

/// <summary>The kinds as the app's contract numbers them in the ledger; written down here again, as the checker is to share no code.</summary>
internal enum Kind { Deposit = 1, Withdrawal = 2, Transfer = 3 }

/// <summary>The n-th transaction that the callers make, as the seed has it.</summary>
internal readonly record struct PlannedTransaction(Guid Id, string Account, Kind Kind, string? CounterAccount, long Amount)
{
    public const string Currency = "EUR";

    public string KindName => Kind switch { Kind.Deposit => "deposit", Kind.Withdrawal => "withdrawal", _ => "transfer" };

    /// <summary>As an element of a request's array.</summary>
    public string ToJson() => string.Create(CultureInfo.InvariantCulture,
        $$"""{"id":"{{Id}}","account":"{{Account}}","kind":"{{KindName}}",{{(CounterAccount is null ? "" : $"\"counterAccount\":\"{CounterAccount}\",")}}"amount":{{Amount}},"currency":"{{Currency}}"}""");
}

/// <summary>All transactions of a run: a function of the seed and the number, so that nothing has to be kept to know what was sent.</summary>
internal sealed class TransactionPlan(int seed)
{
    private const int Accounts = 2_000;
    private readonly ulong _prefix = Mix((ulong)seed * 2 + 1);

    /// <param name="number">From 0. Every tenth withdraws the same amount from the same account as the one before it: another fact under another id.</param>
    public PlannedTransaction At(int number)
    {
        bool twin = number % 10 == 9;
        ulong random = Mix(_prefix ^ (uint)(twin ? number - 1 : number));
        string account = Name(random % Accounts);
        long amount = (long)(random >> 40) % 100_000 + 1;
        var kind = number % 10 >= 8 ? Kind.Withdrawal : (Kind)(random >> 32 & 3) is var drawn && drawn == 0 ? Kind.Deposit : drawn;
        string? counter = kind == Kind.Transfer ? Name((random % Accounts + 1 + (random >> 20) % (Accounts - 1)) % Accounts) : null;
        return new(IdOf(number), account, kind, counter, amount);
    }

    /// <summary>The number of the transaction that has an id; null for an id of somebody else.</summary>
    public int? NumberOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        long number = BinaryPrimitives.ReadInt64BigEndian(bytes[8..]) & 0x3fff_ffff_ffff_ffff;
        return number <= int.MaxValue && IdOf((int)number) == id ? (int)number : null;
    }

    // RFC 9562, version 8: what the bits mean is ours to say.
    private Guid IdOf(int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _prefix & ~0xf000UL | 0x8000UL);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (uint)number | 0x8000_0000_0000_0000UL);
        return new Guid(bytes, bigEndian: true);
    }

    private static string Name(ulong account) => string.Create(CultureInfo.InvariantCulture, $"CHAOS-{account:0000}");

    // SplitMix64's finalizer: the same on every machine and runtime, which System.Random does not promise.
    private static ulong Mix(ulong value)
    {
        value += 0x9e37_79b9_7f4a_7c15;
        value = (value ^ value >> 30) * 0xbf58_476d_1ce4_e5b9;
        value = (value ^ value >> 27) * 0x94d0_49bb_1331_11eb;
        return value ^ value >> 31;
    }
}
