using System.Buffers.Binary;
using KafkaAspire.Contracts;

namespace Producer.Service.Sources;

/// <summary>
/// Makes up transactions of a small bank. Now and then it makes the same withdrawal twice, with two ids: two facts that must both count.
/// With a seed, every run makes the same ones.
/// </summary>
internal sealed class TransactionGenerator
{
    private static readonly DateTimeOffset SeededStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Currencies = ["EUR", "BRL", "USD"];

    private readonly Random _random;
    private readonly string[] _accounts;
    private readonly TimeProvider _clock;
    private readonly bool _seeded;
    private long _made;
    private Transaction? _again;

    public TransactionGenerator(GenerateOptions options, TimeProvider clock)
    {
        _seeded = options.Seed is not null;
        // Without a seed it starts from the operating system's entropy, so two replicas never make the same ids.
        _random = options.Seed is { } seed ? new(seed) : new();
        _clock = clock;
        _accounts = [.. Enumerable.Range(1, options.Accounts).Select(number => $"ACC-{number:D6}")];
    }

    public Transaction Next()
    {
        var time = _seeded ? SeededStart.AddMilliseconds(_made) : _clock.GetUtcNow();
        _made++;
        if (_again is { } first)
        {
            _again = null;
            return first with { Id = NextId(time), Time = time };
        }
        var transaction = Make(time);
        if (transaction.Kind == TransactionKind.Withdrawal && _random.Next(100) == 0)
            _again = transaction;
        return transaction;
    }

    private Transaction Make(DateTimeOffset time)
    {
        int account = _random.Next(_accounts.Length);
        var kind = _random.Next(100) switch { < 50 => TransactionKind.Deposit, < 85 => TransactionKind.Withdrawal, _ => TransactionKind.Transfer };
        return new()
        {
            Id = NextId(time),
            Account = _accounts[account],
            Kind = kind,
            CounterAccount = kind == TransactionKind.Transfer ? _accounts[(account + 1 + _random.Next(_accounts.Length - 1)) % _accounts.Length] : null,
            Amount = _random.NextInt64(1, 100_000),
            Currency = Currencies[account % Currencies.Length],
            Time = time,
        };
    }

    // A version 7 UUID (RFC 9562): its time comes first, so a database's index grows at its end.
    private Guid NextId(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (time.ToUnixTimeMilliseconds() << 16) | (uint)_random.Next(1 << 12) | 0x7000);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], (_random.NextInt64() & 0x3FFF_FFFF_FFFF_FFFF) | unchecked((long)0x8000_0000_0000_0000));
        return new(bytes, bigEndian: true);
    }
}
