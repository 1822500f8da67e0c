using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Contracts;
using Microsoft.Data.Sqlite;

namespace KafkaAspire.Benchmarks.ExactlyOnce;

/// <summary>The fastest way of rows into SQLite: one prepared insert, as many in a transaction as the service settles together, the same journal mode.</summary>
internal static class SqliteInserts
{
    private const string Table =
        """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
        CREATE TABLE entries (
            id BLOB PRIMARY KEY, account TEXT NOT NULL, counter_account TEXT, kind INTEGER NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL,
            time INTEGER NOT NULL, topic TEXT NOT NULL, partition INTEGER NOT NULL, "offset" INTEGER NOT NULL);
        """;

    private static readonly string[] Names = ["$id", "$account", "$counter", "$kind", "$amount", "$currency", "$time", "$topic", "$partition", "$offset"];

    public static Task<Sample> RunAsync(string database, Transaction[] transactions) => Task.Run(() =>
    {
        using var connection = new SqliteConnection(database);
        connection.Open();
        using (var table = connection.CreateCommand())
        {
            table.CommandText = Table;
            table.ExecuteNonQuery();
        }
        // As of the service, the first batch is not measured.
        Write(connection, transactions, 0);
        var effort = new Effort();
        for (int first = ExactlyOnceBenchmark.BatchSize; first < transactions.Length; first += ExactlyOnceBenchmark.BatchSize)
            Write(connection, transactions, first);
        return effort.RateOf(transactions.Length - ExactlyOnceBenchmark.BatchSize);
    });

    private static void Write(SqliteConnection connection, Transaction[] transactions, int first)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO entries VALUES ({string.Join(", ", Names)})";
        var values = Names.Select(name => command.Parameters.Add(new SqliteParameter { ParameterName = name })).ToArray();
        command.Prepare();
        for (int i = first; i < first + ExactlyOnceBenchmark.BatchSize; i++)
        {
            var fact = transactions[i];
            values[0].Value = fact.Id.ToByteArray(bigEndian: true);
            values[1].Value = fact.Account;
            values[2].Value = (object?)fact.CounterAccount ?? DBNull.Value;
            values[3].Value = (int)fact.Kind;
            values[4].Value = fact.Amount;
            values[5].Value = fact.Currency;
            values[6].Value = (fact.Time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
            values[7].Value = Topics.Transactions.Name;
            values[8].Value = i % Topics.Transactions.Partitions;
            values[9].Value = (long)i;
            command.ExecuteNonQuery();
        }
        transaction.Commit();
    }
}
