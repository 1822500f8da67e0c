using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace KafkaAspire.LocalCluster;

/// <summary>Finds Java and its version.</summary>
internal static partial class JavaRuntime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    public static (string Java, int Version) Find(string? javaHome)
    {
        string home = javaHome ?? Environment.GetEnvironmentVariable("JAVA_HOME") ?? "";
        string java = home.Length > 0
            ? Executable.Find(Path.Combine(Path.GetFullPath(home), "bin", "java"))
                ?? throw new LocalClusterException($"JAVA_HOME '{home}' has no 'bin/java': expected a Java {KafkaInstallation.OldestJava} or later")
            : Executable.Find("java")
                ?? throw new LocalClusterException($"Java not found: neither is JAVA_HOME set, nor is there a 'java' in PATH; Kafka needs Java {KafkaInstallation.OldestJava} or later");
        return (java, VersionInReleaseFile(java) ?? VersionAsPrinted(java));
    }

    // The file beside bin that every JDK and JRE since 8 has says it without a start of the JVM.
    private static int? VersionInReleaseFile(string java)
    {
        string real = File.ResolveLinkTarget(java, returnFinalTarget: true)?.FullName ?? java;
        string release = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(real)) ?? "", "release");
        try
        {
            return File.Exists(release)
                ? File.ReadLines(release).Select(line => ReleaseLine().Match(line)).FirstOrDefault(match => match.Success) is { } match ? Feature(match) : null
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // asked for itself then
        }
    }

    private static int VersionAsPrinted(string java)
    {
        using Process process = Process.Start(new ProcessStartInfo(java, "-version")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        }) ?? throw new LocalClusterException($"'{java}' did not start");
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Deadline))
        {
            process.Kill();
            throw new LocalClusterException($"'{java} -version' did not end within {Deadline.TotalSeconds:0} s");
        }
        string printed = error.GetAwaiter().GetResult() + output.GetAwaiter().GetResult();
        Match match = PrintedLine().Match(printed);
        string first = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault("nothing");
        return match.Success ? Feature(match) : throw new LocalClusterException($"'{java} -version' names no version: it printed '{first}'");
    }

    // Java 8 calls itself 1.8.
    private static int Feature(Match match) =>
        int.Parse(match.Groups["old"].Success ? match.Groups["old"].ValueSpan : match.Groups["new"].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("""^JAVA_VERSION="(1\.(?<old>\d+)|(?<new>\d+))""")]
    private static partial Regex ReleaseLine();

    [GeneratedRegex("""version "(1\.(?<old>\d+)|(?<new>\d+))""")]
    private static partial Regex PrintedLine();
}
