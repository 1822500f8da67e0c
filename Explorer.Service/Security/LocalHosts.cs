using Microsoft.AspNetCore.HostFiltering;

namespace Explorer.Service.Security;

/// <summary>
/// Answers only to the names of this machine unless <c>AllowedHosts</c> says otherwise: a page from elsewhere that has its name resolved to
/// the loopback address (DNS rebinding) reads nothing.
/// </summary>
internal static class LocalHosts
{
    public static void AddLocalHosts(this IHostApplicationBuilder builder)
    {
        string hosts = builder.Configuration.ReadText("AllowedHosts", "localhost;*.localhost;127.0.0.1;[::1]", "host names, separated by semicolons; * is any");
        builder.Services.Configure<HostFilteringOptions>(options => options.AllowedHosts = hosts.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }
}
