using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace KafkaAspire.Benchmarks.ExactlyOnce;

/// <summary>The fastest way of rows into PostgreSQL: binary COPY, as many in a transaction as the service settles together, straight into a table with a UUID key.</summary>
internal static class PostgresCopy
{
    private const string Table =
        """
        CREATE TABLE entries (
            id uuid PRIMARY KEY, account text NOT NULL, counter_account text, kind smallint NOT NULL, amount bigint NOT NULL, currency text NOT NULL,
            time timestamptz NOT NULL, topic text NOT NULL, partition integer NOT NULL, "offset" bigint NOT NULL)
        """;

    private const string Copy =
        """COPY entries (id, account, counter_account, kind, amount, currency, time, topic, partition, "offset") FROM STDIN (FORMAT BINARY)""";

    public static async Task<Sample> RunAsync(string database, Transaction[] transactions)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync();
        await using (var command = new NpgsqlCommand(Table, connection))
            await command.ExecuteNonQueryAsync();
        // As of the service, the first batch is not measured.
        await WriteAsync(connection, transactions, 0);
        var effort = new Effort();
        for (int first = ExactlyOnceBenchmark.BatchSize; first < transactions.Length; first += ExactlyOnceBenchmark.BatchSize)
            await WriteAsync(connection, transactions, first);
        return effort.RateOf(transactions.Length - ExactlyOnceBenchmark.BatchSize);
    }

    private static async Task WriteAsync(NpgsqlConnection connection, Transaction[] transactions, int first)
    {
        // COPY is a transaction by itself.
        await using var writer = await connection.BeginBinaryImportAsync(Copy);
        for (int i = first; i < first + ExactlyOnceBenchmark.BatchSize; i++)
        {
            var fact = transactions[i];
            await writer.StartRowAsync();
            await writer.WriteAsync(fact.Id, NpgsqlDbType.Uuid);
            await writer.WriteAsync(fact.Account, NpgsqlDbType.Text);
            if (fact.CounterAccount is { } counterAccount)
                await writer.WriteAsync(counterAccount, NpgsqlDbType.Text);
            else
                await writer.WriteNullAsync();
            await writer.WriteAsync((short)fact.Kind, NpgsqlDbType.Smallint);
            await writer.WriteAsync(fact.Amount, NpgsqlDbType.Bigint);
            await writer.WriteAsync(fact.Currency, NpgsqlDbType.Text);
            await writer.WriteAsync(fact.Time.UtcDateTime, NpgsqlDbType.TimestampTz);
            await writer.WriteAsync(Topics.Transactions.Name, NpgsqlDbType.Text);
            await writer.WriteAsync(i % Topics.Transactions.Partitions, NpgsqlDbType.Integer);
            await writer.WriteAsync((long)i, NpgsqlDbType.Bigint);
        }
        await writer.CompleteAsync();
    }
}
