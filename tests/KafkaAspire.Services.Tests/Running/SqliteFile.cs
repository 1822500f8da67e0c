using Microsoft.Data.Sqlite;

namespace KafkaAspire.Services.Tests.Running;

/// <summary>A ledger in a file of its own, read with a client that shares nothing with the app.</summary>
public sealed class SqliteFile : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-").FullName;

    public string ConnectionString => $"Data Source={Path.Combine(_directory, "ledger.db")};Pooling=false";

    /// <summary>How many entries there are, and how many different ids they have.</summary>
    public (long Rows, long Ids) CountEntries() => Query("SELECT count(*), count(DISTINCT id) FROM entries", row => (row.GetInt64(0), row.GetInt64(1))).FirstOrDefault();

    /// <summary>Every entry's account and amount, in the order in which they were written.</summary>
    public List<(string Account, long Amount)> Entries() => Query("SELECT account, amount FROM entries ORDER BY seq", row => (row.GetString(0), row.GetInt64(1)));

    /// <summary>Keeps every writer waiting until it is disposed, as another program with the file open would.</summary>
    public IDisposable Lock()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 30000; BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        try
        {
            using var rows = command.ExecuteReader();
            var list = new List<T>();
            while (rows.Read())
                list.Add(read(rows));
            return list;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == 1)
        {
            return []; // no consumer has made the tables yet
        }
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
