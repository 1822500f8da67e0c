using System.Net;
using System.Net.Sockets;

namespace KafkaAspire.Chaos.Links;

/// <summary>Ports on 127.0.0.1 for those who come back to them: below what Linux gives to outgoing connections, beside what the brokers take.</summary>
internal static class Ports
{
    private const int First = 30_100;
    private const int Count = 2_600;
    private static int _at = Random.Shared.Next(Count);

    public static int Take()
    {
        for (int tries = 0; tries < Count; tries++)
        {
            int port = First + (int)((uint)Interlocked.Increment(ref _at) % Count);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody's already: the next.
            }
        }
        throw new CommandLine.ChaosException($"no free port from {First} to {First + Count - 1} on 127.0.0.1");
    }
}
