using System.Net;
using System.Net.Sockets;

namespace KafkaAspire.LocalCluster;

/// <summary>Keeps one port on 127.0.0.1: closed, but nobody else's, while a broker is down; forwarded to the broker's new port afterwards.</summary>
internal sealed class PortForwarder
{
    private const int BufferSize = 128 * 1024;

    private readonly IPEndPoint _address;
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _connections = [];
    private Socket _listener;
    private int _toPort;

    public PortForwarder(int port)
    {
        _address = new IPEndPoint(IPAddress.Loopback, port);
        _listener = Bind();
    }

    /// <summary>Accepts connections and hands them on to another port.</summary>
    public void Start(int toPort)
    {
        _toPort = toPort;
        Start();
    }

    /// <summary>Accepts connections again.</summary>
    public void Start()
    {
        _listener.Listen();
        _ = AcceptAsync(_listener, new IPEndPoint(IPAddress.Loopback, _toPort));
    }

    /// <summary>Cuts every connection and refuses new ones; the port stays reserved.</summary>
    public void Stop()
    {
        _listener.Dispose();
        lock (_lock)
        {
            foreach (Socket connection in _connections)
                connection.Dispose();
            _connections.Clear();
        }
        _listener = Bind();
    }

    private Socket Bind()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(_address);
        return socket;
    }

    private async Task AcceptAsync(Socket listener, IPEndPoint target)
    {
        try
        {
            while (true)
                _ = ForwardAsync(listener, await listener.AcceptAsync(), target);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The listener was stopped: the only way for this loop to end.
        }
    }

    private async Task ForwardAsync(Socket listener, Socket client, IPEndPoint target)
    {
        using var broker = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            lock (_lock)
            {
                if (listener != _listener)
                    return; // stopped meanwhile
                _connections.Add(client);
                _connections.Add(broker);
            }
            try
            {
                await broker.ConnectAsync(target);
                // Kafka's connections have no half-closed state: one side's end is the end.
                await Task.WhenAny(CopyAsync(client, broker), CopyAsync(broker, client));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The broker went down: the client sees its connection close, as it should.
            }
            lock (_lock)
            {
                _connections.Remove(client);
                _connections.Remove(broker);
            }
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer)) > 0)
                for (int sent = 0; sent < read;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Either end closed: the other is closed in turn.
        }
    }
}
