using Explorer.Service.Producing;
using MudBlazor.Services;

namespace Explorer.Service.Components;

/// <summary>Registers and maps the pages.</summary>
internal static class ExplorerPages
{
    // A page that was closed without a word keeps the watch going for as long.
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(30);

    // A value that is typed in comes as one message, in which a control character takes six bytes; as it is, 32 KiB would end the page's connection.
    private const int LargestInput = 6 * MessageDraft.MostCharacters + 64 * 1024;

    public static void AddExplorerPages(this WebApplicationBuilder builder)
    {
        // Otherwise only in Development: a service that is started from its build output has the pages' files, too.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddMudServices();
        builder.Services.AddScoped<PageSight>();
        builder.Services.AddRazorComponents()
            .AddInteractiveServerComponents(circuit => circuit.DisconnectedCircuitRetentionPeriod = Forgotten)
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestInput);
    }

    public static void MapExplorerPages(this WebApplication app)
    {
        app.MapStaticAssets();
        // The frame policy is in the security headers, with everything else.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null);
    }
}
