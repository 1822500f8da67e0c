using System.Globalization;

namespace Explorer.Service.Components;

/// <summary>Times as this service's machine has them: on a developer's machine those of the browser, too.</summary>
internal static class ServerTime
{
    /// <summary>Now, to the second.</summary>
    public static DateTime Now => DateTime.Today.AddSeconds(Math.Floor(DateTime.Now.TimeOfDay.TotalSeconds));

    /// <summary>The zone, for a label.</summary>
    public static string Zone
    {
        get
        {
            var offset = TimeZoneInfo.Local.GetUtcOffset(DateTime.Now);
            return string.Create(CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}");
        }
    }
}
