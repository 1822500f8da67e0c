using Microsoft.AspNetCore.Builder;

namespace KafkaAspire.Benchmarks.Hosts;

/// <summary>A web host with nothing in it, in a process of its own: it starts, and ends.</summary>
internal static class BareHost
{
    /// <summary>What this program is called with to be one.</summary>
    public const string Name = "bare-host";

    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        await using var app = builder.Build();
        await app.StartAsync();
        await app.StopAsync();
        return 0;
    }
}
