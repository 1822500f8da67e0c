using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using KafkaAspire.Services.Tests.Security;
using Npgsql;

namespace KafkaAspire.Services.Tests.Databases;

/// <summary>A real PostgreSQL server for the tests of one assembly, from the binaries that the system has.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private string? _directory;
    private int _port;

    /// <summary>What is missing here, if anything: the reason why tests are skipped.</summary>
    public string? Missing { get; } = FindBinaries() is null ? "PostgreSQL's server (initdb, pg_ctl) is not installed" : null;

    /// <summary>Makes a database of its own for a test and gives the connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        string name = $"ledger_{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>The certificate of the authority that the server's own is from, which is for localhost only.</summary>
    public string AuthorityPath => Path.Combine(_directory!, "authority.pem");

    /// <summary>That of another.</summary>
    public string StrangerPath => Path.Combine(_directory!, "stranger.pem");

    /// <summary>Stops the server at once, as a crash would, and starts it again.</summary>
    public async Task RestartAsync(Func<Task> whileDown)
    {
        await ControlAsync("stop", "-m", "immediate");
        await whileDown();
        await ControlAsync("start");
    }

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
            return;
        _directory = Directory.CreateTempSubdirectory("postgres-").FullName;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            _port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        WriteCertificates(_directory);
        if (Environment.UserName == "root")
            await RunAsync("chown", "-R", "postgres", _directory);
        await RunAsServerAsync("initdb", "-D", Path.Combine(_directory, "data"), "-U", "postgres", "-A", "trust", "--no-sync");
        await ControlAsync("start");
    }

    public async ValueTask DisposeAsync()
    {
        if (_directory is null)
            return;
        await ControlAsync("stop", "-m", "immediate");
        Directory.Delete(_directory, recursive: true);
    }

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Database={database};Username=postgres;SSL Mode=Disable";

    private static void WriteCertificates(string directory)
    {
        using var ours = new Certificates("the tests' authority");
        using var others = new Certificates("a stranger");
        var (certificate, key) = ours.Issue();
        File.WriteAllText(Path.Combine(directory, "authority.pem"), ours.Authority);
        File.WriteAllText(Path.Combine(directory, "stranger.pem"), others.Authority);
        File.WriteAllText(Path.Combine(directory, "server.pem"), certificate);
        string path = Path.Combine(directory, "server.key");
        File.WriteAllText(path, key);
        // The server takes no key that others can read.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private Task ControlAsync(string verb, params string[] more) => RunAsServerAsync(
        "pg_ctl", [verb, "-w", "-D", Path.Combine(_directory!, "data"), "-l", Path.Combine(_directory!, "log"),
            "-o", $"-p {_port} -k {_directory} -c listen_addresses=127.0.0.1 -c fsync=off -c ssl=on -c ssl_cert_file={_directory}/server.pem -c ssl_key_file={_directory}/server.key", .. more]);

    // The server refuses to run as root.
    private static Task RunAsServerAsync(string program, params string[] arguments)
    {
        string path = Path.Combine(FindBinaries()!, program);
        return Environment.UserName == "root"
            ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // Its output goes nowhere: a server that inherited a pipe would keep the reader waiting for ever.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]) { WorkingDirectory = "/" })!;
        using var patience = new CancellationTokenSource(StartPatience);
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    private static string? FindBinaries()
    {
        string[] folders = Directory.Exists("/usr/lib/postgresql")
            ? [.. Directory.GetDirectories("/usr/lib/postgresql").Order().Select(version => Path.Combine(version, "bin"))]
            : [];
        return folders.Concat(Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator))
            .LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }
}
