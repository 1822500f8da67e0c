using System.Text.RegularExpressions;
using Confluent.Kafka;

namespace KafkaAspire.ServiceDefaults.Kafka.Access;

/// <summary>
/// Which of the addresses that a client begins with have turned it away: after the last one there is nobody left to ask. Once the client has been let
/// in it knows the brokers themselves, and the addresses, behind one of which there may be several, are no longer all that it has.
/// </summary>
/// <param name="config">The client's settings; the addresses may come into them after this.</param>
internal sealed partial class BootstrapRefusals(ClientConfig config)
{
    private readonly HashSet<string> _refusing = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the client was let in before: it has called a broker by its number, which only a broker tells.</summary>
    public bool IsLetIn { get; private set; }

    /// <summary>Takes a refusal; whether every address has now given one, with no broker known beside them.</summary>
    public bool AreAllAfter(Error refusal)
    {
        Hear(refusal);
        if (Bootstrap().Match(refusal.Reason) is { Success: true } told)
            _refusing.Add(told.Groups["broker"].Value);
        return !IsLetIn && CountAddresses() is > 0 and var addresses && _refusing.Count >= addresses;
    }

    /// <summary>Begins anew: something else happened since.</summary>
    public void Forget(Error since)
    {
        Hear(since);
        _refusing.Clear();
    }

    private void Hear(Error error) => IsLetIn |= Numbered().IsMatch(error.Reason);

    private int CountAddresses() => (config.BootstrapServers ?? "")
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Count();

    // librdkafka calls a broker so as long as it knows no more than its address: "sasl_ssl://localhost:9093/bootstrap: ...".
    [GeneratedRegex(@"://(?<broker>[^/\s]+)/bootstrap\b")]
    private static partial Regex Bootstrap();

    // And so afterwards: "sasl_ssl://localhost:9093/1: ...".
    [GeneratedRegex(@"://[^/\s]+/\d+\b")]
    private static partial Regex Numbered();
}
