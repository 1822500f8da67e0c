using System.Net;
using System.Net.Sockets;

namespace KafkaAspire.LocalCluster;

/// <summary>Chooses ports on 127.0.0.1.</summary>
internal static class FreePorts
{
    // Below what Linux (32768), Windows and macOS (49152) give to outgoing connections: a broker that is down for a while finds its port free.
    private const int First = 20000;
    private const int Count = 10000;

    /// <summary>Some ports that are free now.</summary>
    /// <exception cref="LocalClusterException">There are not so many.</exception>
    public static IReadOnlyList<int> Take(int number)
    {
        List<int> ports = [];
        int start = Random.Shared.Next(Count);
        for (int at = 0; at < Count && ports.Count < number; at++)
            if (IsFree(First + (start + at) % Count))
                ports.Add(First + (start + at) % Count);
        return ports.Count == number ? ports : throw new LocalClusterException($"fewer than {number} free ports from {First} to {First + Count - 1} on 127.0.0.1");
    }

    /// <summary>Whether somebody listens on a port now.</summary>
    public static bool Accepts(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Whether a process could listen on a port now.</summary>
    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
