using System.Net;
using System.Net.Sockets;
using KafkaAspire.Benchmarks.Peers;
using Npgsql;

namespace KafkaAspire.Benchmarks.Databases;

/// <summary>A PostgreSQL server with the settings that initdb gives it, from the binaries that the system has.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("postgres-").FullName;
    private readonly int _port = FreePort();

    /// <summary>Why there is none; null if there is one.</summary>
    public static string? Missing => FindBinaries() is null ? "PostgreSQL's server (initdb, pg_ctl) is not installed" : null;

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        if (Environment.UserName == "root")
            await Command.RunAsync("chown", ["postgres", server._directory]);
        await RunAsync("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "--no-sync");
        await server.ControlAsync("start");
        return server;
    }

    /// <summary>Makes an empty database, and gives its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        string name = $"ledger_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Removes a database, and waits until what it left to be written is: the next round begins as the first did.</summary>
    public async Task DropDatabaseAsync(string connectionString)
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync($"DROP DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
        await ExecuteAsync("CHECKPOINT");
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await ControlAsync("stop", "-m", "immediate");
        Directory.Delete(_directory, recursive: true);
    }

    private string Data => Path.Combine(_directory, "data");

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Database={database};Username=postgres";

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private Task ControlAsync(string verb, params string[] more) => RunAsync(
        "pg_ctl", [verb, "-w", "-D", Data, "-l", Path.Combine(_directory, "log"), "-o", $"-p {_port} -k {_directory} -c listen_addresses=127.0.0.1", .. more]);

    // The server refuses to run as root. Its output goes nowhere: a server that inherited a pipe would keep the reader waiting for ever.
    private static Task RunAsync(string program, params string[] arguments)
    {
        string path = Path.Combine(FindBinaries()!, program);
        string[] command = Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", path] : [path];
        return Command.RunAsync("sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", .. command, .. arguments], directory: "/");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? FindBinaries()
    {
        const string debian = "/usr/lib/postgresql";
        string[] folders = Directory.Exists(debian) ? [.. Directory.GetDirectories(debian).Order().Select(version => Path.Combine(version, "bin"))] : [];
        return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }
}
