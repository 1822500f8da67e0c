namespace Explorer.Service;

/// <summary>Reads and checks the section <c>Explorer</c>.</summary>
internal static class ExplorerOptionsExtensions
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static void AddExplorerOptions(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton(services => Read(services.GetRequiredService<IConfiguration>()));

    internal static ExplorerOptions Read(IConfiguration configuration)
    {
        var defaults = new ExplorerOptions();
        return new()
        {
            RefreshInterval = configuration.ReadDuration("Explorer:RefreshInterval", defaults.RefreshInterval, TimeSpan.FromMilliseconds(200), Longest),
            ScanInterval = configuration.ReadDuration("Explorer:ScanInterval", defaults.ScanInterval, TimeSpan.Zero, Longest),
            RequestTimeout = configuration.ReadDuration("Explorer:RequestTimeout", defaults.RequestTimeout, TimeSpan.FromMilliseconds(500), Longest),
            StatusWindow = configuration.ReadDuration("Explorer:StatusWindow", defaults.StatusWindow, TimeSpan.FromSeconds(1), Longest),
            KnownGroups = configuration.ReadText("Explorer:KnownGroups", defaults.KnownGroups, "consumer groups, separated by commas"),
        };
    }
}
