using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>The cluster's id, asked for when the first span wants it and known a moment later: no span waits for it.</summary>
/// <param name="admin">The process's admin client.</param>
/// <param name="logger">Where a failure is told.</param>
internal sealed partial class ClusterIdentity(IAdminClient admin, ILogger<ClusterIdentity> logger)
{
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
            return (await admin.DescribeClusterAsync()).ClusterId;
        }
        catch (KafkaException e)
        {
            LogUnknown(e.Error.Reason);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Debug, "the cluster's id is not known yet: {Reason}")]
    private partial void LogUnknown(string reason);
}
