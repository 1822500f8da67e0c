using System.Diagnostics;
using System.Globalization;
using KafkaAspire.Chaos.CommandLine;
using KafkaAspire.Chaos.Links;
using KafkaAspire.Chaos.Services;
using KafkaAspire.LocalCluster;
using Npgsql;

namespace KafkaAspire.Chaos.Databases;

/// <summary>A PostgreSQL server of the run's own, from the binaries that the system has, behind a link.</summary>
internal sealed class PostgresNode : INode, IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan GracefulEnd = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private readonly PostgresFiles _files;
    private readonly int _port = Ports.Take();
    private volatile ChildProcess? _process;

    private PostgresNode(PostgresFiles files)
    {
        _files = files;
        Link = new Link("consumers - database", _port);
    }

    public string Name => "database";
    public SemaphoreSlim Turn { get; } = new(1);
    public bool IsUp => _process is { HasExited: false };

    /// <summary>The link between it and the consumers.</summary>
    public Link Link { get; }

    /// <summary>How the consumers reach it.</summary>
    public string LinkedConnectionString => ConnectionString(Link.Port);

    /// <summary>How the checker reaches it.</summary>
    public string DirectConnectionString => ConnectionString(_port);

    /// <summary>Makes a server and starts it.</summary>
    /// <param name="directory">Where its data and its log are to be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChaosException">It is not installed, or did not start.</exception>
    public static async Task<PostgresNode> CreateAsync(string directory, CancellationToken cancellationToken)
    {
        var node = new PostgresNode(await PostgresFiles.CreateAsync(directory, cancellationToken));
        await node.StartAsync(cancellationToken);
        return node;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await AnswersAsync(cancellationToken))
        {
            if (Stopwatch.GetElapsedTime(start) > StartPatience)
                throw new ChaosException($"PostgreSQL did not start within {StartPatience.TotalSeconds:0} s; its log is {_files.Log}");
            // One that was killed holds its memory until the last of its own processes has noticed; until then a new one ends at once.
            if (!IsUp)
                _process = _files.Start(_port);
            await Task.Delay(Look, cancellationToken);
        }
    }

    public async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        process.Kill();
        await process.Exited;
    }

    public async Task StopAsync()
    {
        if (_process is not { HasExited: false } process)
            return;
        // SIGTERM would wait for every client to go: this is pg_ctl's "fast".
        ProcessTree.Signal(process.Id, ProcessTree.Interrupt);
        await Task.WhenAny(process.Exited, Task.Delay(GracefulEnd));
        await KillAsync();
    }

    // The server is a process per connection.
    public void Suspend()
    {
        if (_process is { HasExited: false } process)
            ProcessTree.SuspendAll(process.Id);
    }

    public void Resume()
    {
        if (_process is { HasExited: false } process)
            ProcessTree.ResumeAll(process.Id);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(DirectConnectionString);
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return false; // not yet: whoever asks has a deadline
        }
    }

    private static string ConnectionString(int port) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Database=postgres;Username=postgres;Timeout=5;Pooling=false");

    public async ValueTask DisposeAsync()
    {
        Resume();
        await StopAsync();
        await Link.DisposeAsync();
    }
}
