namespace KafkaAspire.Standalone.CommandLine;

/// <summary>Reads <c>--dashboard</c>, and the variable that stands for it: where the program of the Aspire dashboard is.</summary>
internal static class DashboardValue
{
    public const string Option = "--dashboard";
    public const string Variable = "ASPIRE_DASHBOARD_PATH";
    private const string Program = "Aspire.Dashboard";
    private const string Assembly = Program + ".dll";

    /// <summary>The program as an absolute path: its assembly, which runs on every system, or the executable that holds it.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static string Parse(string option, string value) => Find(value)
        ?? throw OptionValue.Wrong(option, value, $"the program {Program}, its {Assembly}, or the directory that holds them ({WhyNot(value)})");

    /// <summary>The program at a path or, when that is a directory or a NuGet package, in it; null when it is not there.</summary>
    public static string? Find(string value)
    {
        if (value.Length == 0)
            return null;
        string path = Path.GetFullPath(value);
        if (Directory.Exists(path))
            return InDirectory(path) ?? InDirectory(Path.Combine(path, "tools"));
        return File.Exists(path) && IsDashboard(path) ? InDirectory(Path.GetDirectoryName(path)!) : null;
    }

    private static bool IsDashboard(string path) => Path.GetFileName(path) is Program or Program + ".exe" or Assembly;

    // The assembly first: it needs no right to be executed, which a package that was unpacked by hand has lost.
    private static string? InDirectory(string directory) =>
        new[] { Assembly, Program, Program + ".exe" }.Select(name => Path.Combine(directory, name)).FirstOrDefault(File.Exists);

    private static string WhyNot(string value) => Directory.Exists(value)
        ? $"this directory has no {Assembly}"
        : File.Exists(value) ? "this file is something else" : "there is no such file";
}
