using System.Net;
using System.Net.Sockets;

namespace KafkaAspire.Standalone.Services;

/// <summary>Ports on 127.0.0.1 that nobody listens on.</summary>
internal static class FreePort
{
    private static readonly HashSet<int> Given = [];

    /// <summary>A port that this run has not given out before: the system may name one twice while its first user still starts.</summary>
    public static int Find()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            int port = ((IPEndPoint)listener.LocalEndpoint).Port;
            lock (Given)
                if (Given.Add(port))
                    return port;
        }
    }
}
