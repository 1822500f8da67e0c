using System.Globalization;
using System.Net;
using System.Net.Sockets;
using KafkaAspire.Standalone.CommandLine;

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

    /// <summary>
    /// Makes sure that a service will be able to listen on a port that a person asked for. Before anything is started: its end would come late, and
    /// look like the run's.
    /// </summary>
    /// <param name="option">The option that names the port.</param>
    /// <param name="port">The port; null where none was asked for.</param>
    /// <exception cref="UsageException">Somebody else listens there, or this user may not.</exception>
    public static void Check(string option, int? port)
    {
        if (port is null)
            return;
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port.Value);
            listener.Start();
        }
        catch (SocketException e)
        {
            throw OptionValue.Wrong(option, port.Value.ToString(CultureInfo.InvariantCulture), $"a port that is free ({e.Message})");
        }
    }
}
