using System.Net.Sockets;
using System.Security.Authentication;
using Confluent.Kafka;

namespace Explorer.Service.Cluster;

/// <summary>How a broker fails to answer.</summary>
internal static class BrokerFailure
{
    /// <summary>Whether an exception says that a broker could not be reached, left, refused or was too slow.</summary>
    public static bool Is(Exception e) => e is SocketException or IOException or KafkaException or AuthenticationException or OperationCanceledException;
}
