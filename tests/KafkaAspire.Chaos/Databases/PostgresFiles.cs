using System.Diagnostics;
using System.Globalization;
using KafkaAspire.Chaos.CommandLine;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Chaos.Databases;

/// <summary>PostgreSQL's programs, and the data of one server.</summary>
internal sealed class PostgresFiles
{
    private readonly string _binaries;
    private readonly string _directory;

    private PostgresFiles(string binaries, string directory) => (_binaries, _directory) = (binaries, directory);

    /// <summary>What is missing here; null if nothing is.</summary>
    public static string? Missing => FindBinaries() is null ? "PostgreSQL's server (initdb, postgres) is not installed" : null;

    public string Log => Path.Combine(_directory, "postgres.log");

    private string Data => Path.Combine(_directory, "data");

    public static async Task<PostgresFiles> CreateAsync(string directory, CancellationToken cancellationToken)
    {
        var files = new PostgresFiles(FindBinaries() ?? throw new ChaosException(Missing!), directory);
        Directory.CreateDirectory(directory);
        if (Environment.UserName == "root")
            await RunAsync("chown", ["postgres", directory], cancellationToken);
        var (program, arguments) = files.AsServer("initdb", "-D", files.Data, "-U", "postgres", "-A", "trust", "--no-sync");
        await RunAsync(program, arguments, cancellationToken);
        return files;
    }

    /// <summary>Starts the server as a child of this process.</summary>
    public ChildProcess Start(int port)
    {
        // Its processes are killed, not the operating system: what was written is there, also without fsync.
        var (program, arguments) = AsServer("postgres", "-D", Data, "-p", port.ToString(CultureInfo.InvariantCulture), "-k", _directory,
            "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=100");
        return ChildProcess.Start(new ChildProcessOptions(program, arguments) { OutputFile = Log, WorkingDirectory = "/" });
    }

    // It refuses to run as root.
    private (string Program, string[] Arguments) AsServer(string program, params string[] arguments)
    {
        string path = Path.Combine(_binaries, program);
        return Environment.UserName == "root"
            ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : (path, arguments);
    }

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        string errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await output;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new ChaosException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {errors.Trim()}");
    }

    private static string? FindBinaries()
    {
        string[] folders = Directory.Exists("/usr/lib/postgresql")
            ? [.. Directory.GetDirectories("/usr/lib/postgresql").Order().Select(version => Path.Combine(version, "bin"))]
            : [];
        return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}
