using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KafkaAspire.LocalCluster;

/// <summary>Asks a ZooKeeper server one of its four-letter words, which it answers in plain text before it closes the connection.</summary>
internal static class ZooKeeperWord
{
    private const int PatienceMilliseconds = 2000;

    /// <summary>The answer; null when the server does not answer now.</summary>
    public static string? Ask(int port, string word)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveTimeout = PatienceMilliseconds,
            SendTimeout = PatienceMilliseconds,
        };
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            socket.Send(Encoding.ASCII.GetBytes(word));
            using var stream = new NetworkStream(socket);
            string answer = new StreamReader(stream, Encoding.ASCII).ReadToEnd();
            return answer is "" ? null : answer;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return null; // not there yet: whoever asks has a deadline
        }
    }
}
