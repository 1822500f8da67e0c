using System.Collections.ObjectModel;
using System.Diagnostics;

namespace KafkaAspire.Services.Tests.Telemetry;

/// <summary>Where spans of this process are exported to, one after the other, while a test looks at those that are there.</summary>
internal sealed class ExportedSpans : Collection<Activity>
{
    /// <summary>Those that are there now.</summary>
    public Activity[] Now
    {
        get
        {
            lock (Items)
                return [.. Items];
        }
    }

    protected override void InsertItem(int index, Activity item)
    {
        lock (Items)
            base.InsertItem(Items.Count, item);
    }
}
