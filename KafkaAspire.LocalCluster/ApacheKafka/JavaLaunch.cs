namespace KafkaAspire.LocalCluster;

/// <summary>Starts one of Kafka's classes.</summary>
internal static class JavaLaunch
{
    /// <summary>Starts a class, named as the command, with its arguments.</summary>
    public static ChildProcess Start(
        ClusterLayout layout, KafkaInstallation installation, int heapMegabytes, ChildProcessOptions options, params IReadOnlyList<string> flags) =>
        ChildProcess.Start(options with
        {
            Command = installation.Java,
            WorkingDirectory = layout.Directory,
            Arguments =
            [
                $"-Xmx{heapMegabytes}m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData", // a file under /tmp that a killed JVM would leave there
                .. flags,
                "-Djava.awt.headless=true",
                $"-Djava.io.tmpdir={layout.Temporary}",
                JavaLogging.Flag(installation, layout.Logging),
                "-cp", installation.ClassPath,
                options.Command,
                .. options.Arguments,
            ],
            Environment = NoJavaOptions,
        });

    // These print a line to standard error, and what they hold is meant for the user's own programs.
    private static IReadOnlyDictionary<string, string?> NoJavaOptions { get; } = new Dictionary<string, string?>
    {
        ["JAVA_TOOL_OPTIONS"] = null,
        ["_JAVA_OPTIONS"] = null,
        ["JDK_JAVA_OPTIONS"] = null,
    };
}
