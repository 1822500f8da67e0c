using System.Globalization;

namespace KafkaAspire.Services.Tests.Running;

/// <summary>How many files, sockets among them, a process may have open. .NET raises its own limit to this.</summary>
internal static class OpenFiles
{
    private const string Limits = "/proc/self/limits";

    /// <summary>The hard limit; null where the system does not tell, or has none.</summary>
    public static long? Most { get; } = File.Exists(Limits)
        && File.ReadLines(Limits).First(line => line.StartsWith("Max open files", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries) is [.., var hard, _]
        && long.TryParse(hard, CultureInfo.InvariantCulture, out long most) ? most : null;
}
