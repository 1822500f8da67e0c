using System.Globalization;
using KafkaAspire.ServiceDefaults.Hosting;

namespace Explorer.Service;

/// <summary>Reads and checks the section <c>Explorer</c>.</summary>
internal static class ExplorerOptionsExtensions
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static void AddExplorerOptions(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton(services => Read(services.GetRequiredService<IConfiguration>().GetSection("Explorer")));

    internal static ExplorerOptions Read(IConfiguration section)
    {
        var defaults = new ExplorerOptions();
        return new()
        {
            RefreshInterval = Duration(section, nameof(ExplorerOptions.RefreshInterval), TimeSpan.FromMilliseconds(200)) ?? defaults.RefreshInterval,
            ScanInterval = Duration(section, nameof(ExplorerOptions.ScanInterval), TimeSpan.Zero) ?? defaults.ScanInterval,
            RequestTimeout = Duration(section, nameof(ExplorerOptions.RequestTimeout), TimeSpan.FromMilliseconds(500)) ?? defaults.RequestTimeout,
            StatusWindow = Duration(section, nameof(ExplorerOptions.StatusWindow), TimeSpan.FromSeconds(1)) ?? defaults.StatusWindow,
            KnownGroups = section[nameof(ExplorerOptions.KnownGroups)] ?? defaults.KnownGroups,
        };
    }

    // A bare number would be read as days by the binder, which nobody means: it is seconds here.
    private static TimeSpan? Duration(IConfiguration section, string name, TimeSpan shortest)
    {
        string? value = section[name];
        if (string.IsNullOrWhiteSpace(value))
            return null;
        TimeSpan? duration = double.TryParse(value, CultureInfo.InvariantCulture, out double seconds) && Math.Abs(seconds) < 1e6
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var span) ? span : null;
        if (duration is null || duration < shortest || duration > Longest)
        {
            throw new ServiceSettingException(string.Create(CultureInfo.InvariantCulture,
                $"Explorer:{name} is \"{value}\"; allowed are seconds (5) or hh:mm:ss (00:00:05), from {shortest.TotalSeconds} s to {Longest.TotalSeconds} s"));
        }
        return duration;
    }
}
