namespace Explorer.Service.Cluster;

/// <summary>A broker.</summary>
/// <param name="Id">Its node id.</param>
/// <param name="Host">The host that it advertises; null if it was never seen up.</param>
/// <param name="Port">The port that it advertises.</param>
/// <param name="Rack">Its rack; null if it has none or the cluster does not tell.</param>
/// <param name="IsUp">Whether the cluster's metadata lists it.</param>
/// <param name="Leads">How many partitions it leads.</param>
/// <param name="Replicas">How many replicas it holds.</param>
/// <param name="InSync">How many of them are in sync.</param>
public sealed record Broker(int Id, string? Host, int? Port, string? Rack, bool IsUp, int Leads, int Replicas, int InSync)
{
    /// <summary>Host and port as a client writes them; null if it was never seen up.</summary>
    public string? Address => Host is null ? null : $"{(Host.Contains(':') ? $"[{Host}]" : Host)}:{Port}";
}
