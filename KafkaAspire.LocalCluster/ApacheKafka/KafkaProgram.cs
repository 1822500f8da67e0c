namespace KafkaAspire.LocalCluster;

/// <summary>
/// One of Kafka's classes on the JVM: a broker, or a command-line tool. Every JVM of this app is started here, with the class archive of its
/// Kafka where there is one.
/// </summary>
/// <param name="Installation">Kafka and Java.</param>
/// <param name="Class">The full name of the class, such as <c>org.apache.kafka.tools.TopicCommand</c>.</param>
/// <param name="Arguments">The arguments of the class, each passed as it is.</param>
public sealed record KafkaProgram(KafkaInstallation Installation, string Class, params IReadOnlyList<string> Arguments)
{
    // Each of these makes the JVM print a line to standard error, and what they hold is meant for the user's own programs.
    private static readonly Dictionary<string, string?> NoJavaOptions = new()
    {
        ["JAVA_TOOL_OPTIONS"] = null,
        ["_JAVA_OPTIONS"] = null,
        ["JDK_JAVA_OPTIONS"] = null,
    };

    /// <summary>The largest heap, in MiB.</summary>
    public int HeapMegabytes { get; init; } = 256;

    /// <summary>Which compilers the JVM uses.</summary>
    public JavaCompiler Compiler { get; init; } = JavaCompiler.C1;

    /// <summary>The configuration of Log4j; null for the one in Kafka's jars.</summary>
    public string? LoggingFile { get; init; }

    /// <summary>Where the JVM unpacks its native libraries; null for the system's directory for temporary files.</summary>
    public string? TemporaryDirectory { get; init; }

    /// <summary>The directory of the class archives; null for none.</summary>
    public string? ClassArchiveDirectory { get; init; } = ClassArchive.DefaultDirectory;

    /// <summary>Flags of the JVM beside those that this type sets.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Where it runs; this process's own directory by default.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>A file to which standard output and standard error are appended, or null.</summary>
    public string? OutputFile { get; init; }

    /// <summary>Is called for each line of standard output, one line after the other.</summary>
    public Action<string>? OnOutput { get; init; }

    /// <summary>Is called for each line of standard error, one line after the other.</summary>
    public Action<string>? OnError { get; init; }

    /// <summary>Starts it.</summary>
    /// <exception cref="LocalClusterException">Java, the working directory or the output file cannot be used.</exception>
    public ChildProcess Start() => ChildProcess.Start(new ChildProcessOptions(Installation.Java, [.. JavaArguments(), Class, .. Arguments])
    {
        WorkingDirectory = WorkingDirectory,
        OutputFile = OutputFile,
        OnOutput = OnOutput,
        OnError = OnError,
        Environment = NoJavaOptions,
    });

    /// <summary>What stands between <c>java</c> and the class: the JVM's flags and the class path.</summary>
    public IReadOnlyList<string> JavaArguments() =>
    [
        $"-Xmx{HeapMegabytes}m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData", // a file under /tmp that a killed JVM would leave there
        .. Compiler == JavaCompiler.C1 ? ["-XX:TieredStopAtLevel=1"] : Array.Empty<string>(),
        .. ClassArchiveDirectory is { } directory && new ClassArchive(Installation, directory).Find() is { } archive
            ? [$"-XX:SharedArchiveFile={archive}"] : Array.Empty<string>(),
        .. Flags,
        "-Djava.awt.headless=true",
        .. TemporaryDirectory is { } temporary ? [$"-Djava.io.tmpdir={temporary}"] : Array.Empty<string>(),
        .. LoggingFile is { } logging ? [JavaLogging.Flag(Installation, logging)] : Array.Empty<string>(),
        "-cp", Installation.ClassPath,
    ];
}
