using System.Text.RegularExpressions;
using Confluent.Kafka;

namespace KafkaAspire.ServiceDefaults.Kafka.Access;

/// <summary>Which of the addresses that a client begins with have turned it away: after the last one there is nobody left to ask.</summary>
/// <param name="config">The client's settings; the addresses may come into them after this.</param>
internal sealed partial class BootstrapRefusals(ClientConfig config)
{
    private readonly HashSet<string> _refusing = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a refusal; whether every address has now given one.</summary>
    public bool AreAllAfter(Error refusal)
    {
        if (Bootstrap().Match(refusal.Reason) is { Success: true } told)
            _refusing.Add(told.Groups["broker"].Value);
        return CountAddresses() is > 0 and var addresses && _refusing.Count >= addresses;
    }

    /// <summary>Begins anew: something else happened since.</summary>
    public void Forget() => _refusing.Clear();

    private int CountAddresses() => (config.BootstrapServers ?? "")
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Count();

    // librdkafka calls a broker so as long as it knows no more than its address: "sasl_ssl://localhost:9093/bootstrap: ...".
    [GeneratedRegex(@"://(?<broker>[^/\s]+)/bootstrap\b")]
    private static partial Regex Bootstrap();
}
