using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Run;

/// <summary>Where a run leaves its logs, journals, ledger and broker data; removed at its end unless it is to be kept.</summary>
internal sealed class RunDirectory : IDisposable
{
    private readonly bool _keep;

    public RunDirectory(string? keep)
    {
        _keep = keep is not null;
        try
        {
            Root = keep ?? Directory.CreateTempSubdirectory("kafka-aspire-").FullName;
            Directory.CreateDirectory(Logs);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunException($"the run's directory can't be made: {e.Message}");
        }
    }

    public string Root { get; }
    public string Journal => Path.Combine(Root, "journal");
    public string BrokerData => Path.Combine(Root, "brokers");
    public string LedgerConnectionString => $"Data Source={Path.Combine(Root, "ledger.db")}";
    private string Logs => Path.Combine(Root, "logs");

    /// <summary>A file for the log of a service; one that comes later under the same name gets a file of its own.</summary>
    public string NewLog(string service)
    {
        string path = Path.Combine(Logs, service + ".log");
        for (int number = 2; File.Exists(path); number++)
            path = Path.Combine(Logs, $"{service}.{number}.log");
        return path;
    }

    public void Dispose()
    {
        if (!_keep && Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
    }
}
