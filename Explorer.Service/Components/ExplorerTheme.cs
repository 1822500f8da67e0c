using MudBlazor;

namespace Explorer.Service.Components;

/// <summary>
/// The light colours and the fonts, for MudBlazor's parts. The dark ones are in app.css under <c>prefers-color-scheme</c>: so a page is dark
/// from its first byte, where the theme provider would have to ask the browser first and flash.
/// </summary>
internal static class ExplorerTheme
{
    public static readonly MudTheme Light = new()
    {
        PaletteLight = new PaletteLight { Primary = "#0f62a8", Success = "#1a7f4b", Warning = "#9a5b00", Error = "#b3261e", Info = "#0f62a8" },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = ["system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"] } },
    };
}
