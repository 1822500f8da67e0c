namespace KafkaAspire.LocalCluster;

/// <summary>What a child process reads as its standard input.</summary>
public enum ChildInput
{
    /// <summary>Nothing: its end is there at once.</summary>
    Closed,

    /// <summary>What this process reads.</summary>
    Inherited,

    /// <summary>What is written to <see cref="ChildProcess.Input"/>.</summary>
    Written,
}

/// <summary>A child process to be started.</summary>
/// <param name="Command">The program: a path, or a name that is looked up in PATH.</param>
/// <param name="Arguments">Its arguments, each passed as it is.</param>
public sealed record ChildProcessOptions(string Command, params IReadOnlyList<string> Arguments)
{
    /// <summary>Variables beside this process's own; null takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Where it runs; this process's own directory by default.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>What it reads.</summary>
    public ChildInput Input { get; init; } = ChildInput.Closed;

    /// <summary>A file to which standard output and standard error are appended, or null.</summary>
    public string? OutputFile { get; init; }

    /// <summary>Is called for each line of standard output, on a thread of the pool, one line after the other.</summary>
    public Action<string>? OnOutput { get; init; }

    /// <summary>Is called for each line of standard error, on a thread of the pool, one line after the other.</summary>
    public Action<string>? OnError { get; init; }
}
