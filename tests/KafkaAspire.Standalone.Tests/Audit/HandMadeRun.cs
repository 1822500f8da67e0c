using KafkaAspire.Contracts;
using KafkaAspire.Contracts.Journal;
using KafkaAspire.Standalone.Audit;
using KafkaAspire.Standalone.CommandLine;
using Microsoft.Data.Sqlite;

namespace KafkaAspire.Standalone.Tests.Audit;

/// <summary>A run's two sources made by hand: a journal as a producer writes it, and a SQLite ledger as consumers leave it.</summary>
internal sealed class HandMadeRun : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("kafka-aspire-tests-");
    private readonly AcknowledgementJournal _journal;
    private readonly SqliteConnection _ledger;
    private readonly Dictionary<int, long> _next = [];

    public HandMadeRun()
    {
        _journal = new(JournalPath, "producer-1", keepRecords: true);
        _ledger = new($"Data Source={LedgerPath};Pooling=False");
        _ledger.Open();
        Execute("PRAGMA synchronous = OFF"); // a test does not outlive a power failure
        Execute("""
            CREATE TABLE entries (seq INTEGER PRIMARY KEY, id BLOB NOT NULL, account TEXT NOT NULL, counter_account TEXT, kind INTEGER NOT NULL,
                amount INTEGER NOT NULL, currency TEXT NOT NULL, time INTEGER NOT NULL, topic TEXT NOT NULL, partition INTEGER NOT NULL, "offset" INTEGER NOT NULL);
            CREATE TABLE balances (account TEXT NOT NULL, currency TEXT NOT NULL, balance INTEGER NOT NULL, PRIMARY KEY (account, currency));
            CREATE TABLE offsets (topic TEXT NOT NULL, log TEXT NOT NULL, partition INTEGER NOT NULL, next_offset INTEGER NOT NULL, PRIMARY KEY (topic, log, partition));
            """);
    }

    public string JournalPath => Path.Combine(_directory.FullName, "journal");

    public string LedgerPath => Path.Combine(_directory.FullName, "ledger.db");

    public LedgerDatabase Ledger => new(LedgerKind.Sqlite, $"Data Source={LedgerPath}");

    public static Transaction Deposit(string account, long amount) => new()
    {
        Id = Guid.NewGuid(), Account = account, Kind = TransactionKind.Deposit, Amount = amount, Currency = "EUR", Time = DateTimeOffset.UnixEpoch,
    };

    public static Transaction Transfer(string account, string to, long amount) =>
        Deposit(account, amount) with { Kind = TransactionKind.Transfer, CounterAccount = to };

    /// <summary>Acknowledges a message on a partition and gives its offset.</summary>
    public long Acknowledge(Transaction transaction, int partition)
    {
        long offset = _next.GetValueOrDefault(partition);
        _next[partition] = offset + 1;
        _journal.Add(transaction, partition, offset);
        return offset;
    }

    public void Apply(Transaction transaction, int partition, long offset)
    {
        Insert(transaction, partition, offset);
        Move(transaction.Account, transaction.Effect);
        if (transaction.CounterAccount is { } other)
            Move(other, transaction.Amount);
    }

    /// <summary>Acknowledges and applies, as it should be.</summary>
    public Transaction Deliver(Transaction transaction, int partition)
    {
        Apply(transaction, partition, Acknowledge(transaction, partition));
        return transaction;
    }

    /// <summary>An entry without its balance.</summary>
    public void Insert(Transaction transaction, int partition, long offset) => Execute(
        """INSERT INTO entries (id, account, counter_account, kind, amount, currency, time, topic, partition, "offset") VALUES ($id, $account, $counter, $kind, $amount, $currency, 0, 'transactions', $partition, $offset)""",
        ("$id", transaction.Id.ToByteArray(bigEndian: true)), ("$account", transaction.Account), ("$counter", (object?)transaction.CounterAccount ?? DBNull.Value),
        ("$kind", (int)transaction.Kind), ("$amount", transaction.Amount), ("$currency", transaction.Currency), ("$partition", partition), ("$offset", offset));

    public void Move(string account, long effect) => Execute(
        "INSERT INTO balances VALUES ($account, 'EUR', $effect) ON CONFLICT DO UPDATE SET balance = balance + $effect", ("$account", account), ("$effect", effect));

    public void Execute(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = _ledger.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    /// <summary>The audit as a bounded run does it.</summary>
    public AuditReport Audit(long baseline = 0, IReadOnlySet<Place>? deadLetters = null, RunScope? scope = null)
    {
        _journal.Flush();
        var audit = new RecordAudit(AcknowledgedMessages.Load(JournalPath), deadLetters ?? new HashSet<Place>(), scope ?? RunScope.Everything);
        foreach (var applied in Ledger.ReadApplied(baseline))
            audit.AddApplied(applied);
        return audit.Complete(missing => Ledger.FindEarlier(missing, baseline)) with { WrongBalances = Ledger.FindWrongBalances().Count };
    }

    public void Dispose()
    {
        _journal.Dispose();
        _ledger.Dispose();
        _directory.Delete(recursive: true);
    }
}
