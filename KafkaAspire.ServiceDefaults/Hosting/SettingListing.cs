namespace KafkaAspire.ServiceDefaults.Hosting;

/// <summary>
/// Lists the settings of a service by building it: what <see cref="Microsoft.Extensions.Configuration.SettingReader"/> is asked for meanwhile is noted,
/// and nothing is really read. So no list has to be kept beside the code, and none can be forgotten in it.
/// </summary>
internal sealed class SettingListing
{
    private static readonly AsyncLocal<SettingListing?> Open = new();
    private readonly Dictionary<string, Setting> _settings = [];

    private SettingListing()
    {
    }

    /// <summary>Lists what is read while something is built, by key.</summary>
    /// <param name="build">Builds it; every setting has its default, and one that has none an example.</param>
    public static IReadOnlyList<Setting> Of(Action build)
    {
        var listing = new SettingListing();
        Open.Value = listing;
        try
        {
            build();
        }
        finally
        {
            Open.Value = null;
        }
        return [.. listing._settings.Values.OrderBy(setting => setting.Key, StringComparer.Ordinal)];
    }

    /// <summary>A table in Markdown, of which every line is a setting.</summary>
    /// <param name="settings">The settings.</param>
    public static string ToText(IReadOnlyList<Setting> settings) => string.Join('\n',
    [
        "| Setting | Default | Unit | Allowed |",
        "|---|---|---|---|",
        .. settings.Select(setting => $"| `{setting.Key}` | {Code(setting.Fallback)} | {setting.Unit} | {setting.Allowed} |"),
    ]);

    /// <summary>Whether settings are listed now; if so the setting is noted. The first who asks for a key says what its default is.</summary>
    internal static bool Note(Setting setting)
    {
        Open.Value?._settings.TryAdd(setting.Key, setting);
        return Open.Value is not null;
    }

    private static string Code(string text) => text.Length == 0 ? "" : $"`{text}`";
}
