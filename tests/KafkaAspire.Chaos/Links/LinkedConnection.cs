using System.Net;
using System.Net.Sockets;

namespace KafkaAspire.Chaos.Links;

/// <summary>One connection over a link.</summary>
internal sealed class LinkedConnection(Link link, Socket near) : IDisposable
{
    private const int BufferSize = 64 * 1024;
    private readonly Socket _far = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly CancellationTokenSource _end = new();

    /// <summary>Carries bytes both ways until either side closes.</summary>
    public async Task RunAsync(IPEndPoint target)
    {
        near.NoDelay = true;
        try
        {
            await link.PassAsync(_end.Token);
            await _far.ConnectAsync(target, _end.Token);
            await Task.WhenAny(CopyAsync(near, _far), CopyAsync(_far, near));
        }
        catch (Exception e) when (IsEnd(e))
        {
            // Nobody behind it, or reset: the near side sees its connection close, as it should.
        }
        Dispose();
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer.AsMemory(0, Piece()), _end.Token)) > 0)
            {
                await HoldAsync(read);
                for (int sent = 0; sent < read;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _end.Token);
            }
        }
        catch (Exception e) when (IsEnd(e))
        {
            // Either end closed: the other is closed in turn.
        }
    }

    // A slow line is slow for small pieces too: a large one would wait for seconds and then arrive at once.
    private int Piece() => link.Condition.BytesPerSecond is > 0 and var speed ? Math.Clamp(speed / 10, 1, BufferSize) : BufferSize;

    private async Task HoldAsync(int bytes)
    {
        var condition = link.Condition;
        var wait = condition.Delay + (condition.BytesPerSecond > 0 ? TimeSpan.FromSeconds((double)bytes / condition.BytesPerSecond) : TimeSpan.Zero);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, _end.Token);
        await link.PassAsync(_end.Token);
    }

    private static bool IsEnd(Exception e) => e is SocketException or ObjectDisposedException or OperationCanceledException;

    public void Dispose()
    {
        lock (_end)
            if (!_end.IsCancellationRequested)
                _end.Cancel();
        near.Dispose();
        _far.Dispose();
    }
}
