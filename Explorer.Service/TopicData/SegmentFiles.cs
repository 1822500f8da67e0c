using System.Globalization;

namespace Explorer.Service.TopicData;

/// <summary>
/// The segments of a partition as files, where a broker's log directory can be read from here: it is the same machine, or a volume that both have. That it is
/// this cluster's directory and no other's of the same name, its <c>meta.properties</c> tells.
/// </summary>
internal static class SegmentFiles
{
    private const string Ending = ".log";

    /// <summary>Lists the segments, the oldest first; null with a reason where they can't be read.</summary>
    public static (IReadOnlyList<Segment>? Segments, string? WhyNot) Read(string directory, string? clusterId, string topic, int partition)
    {
        try
        {
            if (!IsOf(directory, clusterId))
                return (null, $"{directory} can't be read from here: it is on the broker's machine.");
            var folder = new DirectoryInfo(Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{topic}-{partition}")));
            if (!folder.Exists)
                return (null, $"{directory} does not hold the partition any more.");
            var files = folder.GetFiles().ToDictionary(file => file.Name, file => file.Length);
            return ([
                .. from file in files
                   where file.Key.EndsWith(Ending, StringComparison.Ordinal)
                   let name = file.Key[..^Ending.Length]
                   where long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                   orderby name
                   select new Segment(
                       file.Key, long.Parse(name, CultureInfo.InvariantCulture), file.Value,
                       files.GetValueOrDefault(name + ".index"), files.GetValueOrDefault(name + ".timeindex")),
            ], null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, e.Message);
        }
    }

    private static bool IsOf(string directory, string? clusterId)
    {
        string properties = Path.Combine(directory, "meta.properties");
        return clusterId is not null && File.Exists(properties) && File.ReadLines(properties).Contains($"cluster.id={clusterId}");
    }
}

/// <summary>A segment: a part of a partition's log in a file of its own.</summary>
/// <param name="File">The file's name.</param>
/// <param name="BaseOffset">The first offset that it may hold.</param>
/// <param name="Bytes">How large the log file is.</param>
/// <param name="IndexBytes">How large the index from offsets to places in the file is. The last segment's is made in full size beforehand.</param>
/// <param name="TimeIndexBytes">How large the index from times to offsets is.</param>
internal sealed record Segment(string File, long BaseOffset, long Bytes, long IndexBytes, long TimeIndexBytes);
