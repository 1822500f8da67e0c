namespace KafkaAspire.Standalone.CommandLine;

/// <summary>Reads <c>--dashboard</c>, and the variable that stands for it: where the program of the Aspire dashboard is.</summary>
internal static class DashboardValue
{
    public const string Option = "--dashboard";

    /// <summary>Aspire's own name for it: its command line sets this to <see cref="CliProgram"/>.</summary>
    public const string Variable = "ASPIRE_DASHBOARD_PATH";

    /// <summary>The program in which Aspire's command line has the dashboard, beside other things.</summary>
    public const string CliProgram = "aspire-managed";

    private const string Assembly = "Aspire.Dashboard.dll";

    // The assembly first: it needs no right to be executed, which a package that was unpacked by hand has lost.
    private static readonly string[] Programs = [Assembly, "Aspire.Dashboard", "Aspire.Dashboard.exe", CliProgram, CliProgram + ".exe"];

    // Its own directory, a NuGet package's, or that of Aspire's command line.
    private static readonly string[] Places = ["", "tools", "managed"];

    /// <summary>The program as an absolute path.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static string Parse(string option, string value) => Find(value)
        ?? throw OptionValue.Wrong(option, value, $"the Aspire dashboard's program, its {Assembly}, or the directory that holds them ({WhyNot(value)})");

    /// <summary>The program that a path names, or that is in that directory; null when it is not there.</summary>
    public static string? Find(string value)
    {
        if (value.Length == 0)
            return null;
        string path = Path.GetFullPath(value);
        if (Directory.Exists(path))
            return Places.Select(place => InDirectory(Path.Combine(path, place))).FirstOrDefault(program => program is not null);
        return File.Exists(path) && Programs.Contains(Path.GetFileName(path)) ? InDirectory(Path.GetDirectoryName(path)!) : null;
    }

    private static string? InDirectory(string directory) => Programs.Select(name => Path.Combine(directory, name)).FirstOrDefault(File.Exists);

    private static string WhyNot(string value) => Directory.Exists(value)
        ? $"this directory has no {Assembly}"
        : File.Exists(value) ? "this file is something else" : "there is no such file";
}
