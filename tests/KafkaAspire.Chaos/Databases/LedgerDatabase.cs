using System.Data.Common;
using KafkaAspire.Chaos.CommandLine;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace KafkaAspire.Chaos.Databases;

/// <summary>The consumers' database: a file, a server, or none where they write to a topic.</summary>
internal sealed class LedgerDatabase : IAsyncDisposable
{
    private readonly string? _file;

    private LedgerDatabase(string? file, PostgresNode? server) => (_file, Server) = (file, server);

    /// <summary>The server, where it is one.</summary>
    public PostgresNode? Server { get; }

    public bool IsFile => _file is not null;

    /// <summary>How the consumers reach it; null for none.</summary>
    public string? ConnectionString => Server?.LinkedConnectionString ?? (_file is null ? null : $"Data Source={_file}");

    public static async Task<LedgerDatabase> CreateAsync(Sink sink, string directory, CancellationToken cancellationToken) => sink switch
    {
        Sink.Sqlite => new(Path.Combine(directory, "ledger.db"), null),
        Sink.Postgres => new(null, await PostgresNode.CreateAsync(Path.Combine(directory, "postgres"), cancellationToken)),
        _ => new(null, null),
    };

    /// <summary>Opens a connection of this program's own.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = Server is { } server
            ? new NpgsqlConnection(server.DirectConnectionString)
            : new SqliteConnection($"Data Source={_file};Pooling=false;Default Timeout=60");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
