using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;

namespace Explorer.Service.Components.Navigation;

/// <summary>A page in the navigation.</summary>
/// <param name="Path">Where it is; the pages below it belong to it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Icon">Its picture.</param>
public sealed record PageEntry(string Path, string Name, string Icon)
{
    /// <summary>How an address is told to belong to it: all of them begin with a slash.</summary>
    public NavLinkMatch Match => Path == "/" ? NavLinkMatch.All : NavLinkMatch.Prefix;

    /// <summary>Every page that the navigation leads to, in its order.</summary>
    public static readonly IReadOnlyList<PageEntry> All =
    [
        new("/", "Overview", Icons.Material.Outlined.Dashboard),
        new("/topics", "Topics", Icons.Material.Outlined.Storage),
        new("/messages", "Messages", Icons.Material.Outlined.Mail),
        new("/produce", "Produce", Icons.Material.Outlined.Send),
        new("/groups", "Groups", Icons.Material.Outlined.Groups),
        new("/dead-letters", "Dead letters", Icons.Material.Outlined.Unsubscribe),
        new("/audit", "Audit", Icons.Material.Outlined.FactCheck),
        new("/learn", "Learn", Icons.Material.Outlined.School),
    ];
}
