using System.Net;
using System.Net.Sockets;

namespace KafkaAspire.Chaos.Links;

/// <summary>A proxy for TCP in front of one port, which can be cut, delayed and slowed down while connections are open.</summary>
internal sealed class Link : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly IPEndPoint _target;
    private readonly HashSet<LinkedConnection> _connections = [];
    private readonly Task _accepting;
    private TaskCompletionSource _sound = new();
    private LinkCondition _condition = LinkCondition.Sound;

    /// <param name="name">What it joins, for people.</param>
    /// <param name="target">The port behind it.</param>
    public Link(string name, int target)
    {
        Name = name;
        _target = new(IPAddress.Loopback, target);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, Ports.Take()));
        _listener.Listen(512);
        _accepting = AcceptAsync();
    }

    public string Name { get; }

    /// <summary>The port in front of it.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>One fault at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    public LinkCondition Condition
    {
        get => Volatile.Read(ref _condition);
        set
        {
            Volatile.Write(ref _condition, value);
            // Whoever waits looks again.
            Interlocked.Exchange(ref _sound, new()).TrySetResult();
        }
    }

    /// <summary>Closes every open connection; new ones are taken.</summary>
    public void Reset()
    {
        lock (_connections)
            foreach (var connection in _connections)
                connection.Dispose();
    }

    /// <summary>Waits until bytes may cross.</summary>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var change = Volatile.Read(ref _sound).Task;
            if (!Condition.IsCut)
                return;
            await change.WaitAsync(cancellationToken);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed: the only way for this loop to end.
        }
    }

    private async Task ServeAsync(Socket near)
    {
        var connection = new LinkedConnection(this, near);
        lock (_connections)
            _connections.Add(connection);
        await connection.RunAsync(_target);
        lock (_connections)
            _connections.Remove(connection);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        Condition = LinkCondition.Sound;
        Reset();
    }
}
