using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>The cluster's id, asked for when the first span wants it and known a moment later: no span waits for it.</summary>
/// <param name="admin">The process's admin client.</param>
/// <param name="logger">Where a failure is told.</param>
internal sealed partial class ClusterIdentity(IAdminClient admin, ILogger<ClusterIdentity> logger) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private Task<string?>? _answer;

    public string? Id
    {
        get
        {
            lock (_lock)
            {
                if (_answer is null or { IsCompletedSuccessfully: true, Result: null })
                    _answer = AskAsync();
                return _answer.IsCompletedSuccessfully ? _answer.Result : null;
            }
        }
    }

    private async Task<string?> AskAsync()
    {
        try
        {
            return (await admin.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = Patience })).ClusterId;
        }
        catch (KafkaException e)
        {
            LogUnknown(e.Error.Reason);
            return null;
        }
    }

    /// <summary>Waits for an answer that is still out: the admin client, disposed after this, must not end with a request in it.</summary>
    public void Dispose() => _answer?.Wait();

    [LoggerMessage(LogLevel.Debug, "the cluster's id is not known yet: {Reason}")]
    private partial void LogUnknown(string reason);
}
