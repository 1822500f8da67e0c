using Microsoft.Data.Sqlite;

namespace KafkaAspire.Benchmarks.Databases;

/// <summary>A new SQLite file, which goes away with this.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("sqlite-").FullName;

    public string ConnectionString => $"Data Source={Path.Combine(_directory, "ledger.db")}";

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }
}
