using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace KafkaAspire.Standalone.Tests.Listening;

/// <summary>Where a process listens, by what Linux says.</summary>
internal static class ListeningSockets
{
    private const string Listening = "0A";
    private const int LocalAddress = 1, State = 3, Inode = 9;

    /// <summary>Its addresses; none where it has ended.</summary>
    public static List<IPEndPoint> Of(int process)
    {
        try
        {
            var own = Directory.EnumerateFiles($"/proc/{process}/fd").Select(file => new FileInfo(file).LinkTarget).ToHashSet();
            return [.. new[] { "tcp", "tcp6" }.Select(table => $"/proc/{process}/net/{table}").Where(File.Exists).SelectMany(File.ReadLines)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(columns => columns[State] == Listening && own.Contains($"socket:[{columns[Inode]}]"))
                .Select(columns => Parse(columns[LocalAddress]))];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return []; // a file was closed, or the process ended, meanwhile
        }
    }

    /// <summary>Looks until what is waited for is there.</summary>
    public static async Task<List<IPEndPoint>> UntilAsync(Func<List<IPEndPoint>> look, Func<List<IPEndPoint>, bool> isEnough, Func<string> describe)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var found = look();
            if (isEnough(found))
                return found;
            try
            {
                await timer.WaitForNextTickAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"{string.Join(", ", found)}\n{describe()}");
            }
        }
    }

    // "0100007F:1388": words of four bytes in this machine's order, then the port.
    private static IPEndPoint Parse(string hex)
    {
        string[] parts = hex.Split(':');
        byte[] bytes = Convert.FromHexString(parts[0]);
        if (BitConverter.IsLittleEndian)
            for (int word = 0; word < bytes.Length; word += 4)
                BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(word), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(word)));
        var address = new IPAddress(bytes);
        return new(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, int.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
