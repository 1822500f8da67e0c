using System.Collections;
using System.Runtime.InteropServices;
using KafkaAspire.Standalone.Run;

namespace KafkaAspire.Standalone.Build;

/// <summary>Builds this very program anew when its sources are newer than it, and goes on as the new one.</summary>
internal static class SelfRebuild
{
    /// <summary>On Windows no program can replace itself: this exit code asks the script to do it and to start again.</summary>
    private const int BuildAndStartAgain = 75;

    private const string Rebuilt = "KAFKAASPIRE_REBUILT";

    /// <summary>The projects of <c>./run</c>, itself first.</summary>
    public static readonly string[] RunProjects = ["KafkaAspire.Standalone", "KafkaAspire.LocalCluster", "KafkaAspire.Contracts"];

    /// <summary>Does nothing and gives null when the program is up to date.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="projects">The program's project, then those that it refers to.</param>
    /// <param name="args">The program's arguments.</param>
    /// <returns>The exit code with which to end at once, or null.</returns>
    public static async Task<int?> IfStaleAsync(Repository repository, string[] projects, string[] args)
    {
        string stamp = Path.Combine(AppContext.BaseDirectory, "built.stamp");
        // Without a stamp this is a copy in the directory of another program (a test, say), and not its own to build.
        bool isStale = File.Exists(stamp) && Sources.NewestWrite(repository, projects) > File.GetLastWriteTimeUtc(stamp);
        // Once is enough: a file with a time in the future must not make this go round for ever.
        if (!isStale || Environment.GetEnvironmentVariable(Rebuilt) == "1")
            return null;
        if (OperatingSystem.IsWindows())
            return BuildAndStartAgain;

        // Deleted first, so that the build makes new files: writing into those that this process has mapped would crash it.
        foreach (string assembly in Directory.EnumerateFiles(AppContext.BaseDirectory, "KafkaAspire.*.dll"))
            File.Delete(assembly);
        using var interruption = new Interruption();
        await new QuietBuild(repository, new ProgressLine(Console.Out, !Console.IsOutputRedirected)).BuildAsync(projects[0], Path.GetFileName(projects[0]), interruption.End);
        return Environment.ProcessPath == DotnetCommand.Executable
            ? ReplaceThisProcess(DotnetCommand.Executable, [repository.AssemblyOf(projects[0]), .. args])
            : ReplaceThisProcess(Environment.ProcessPath!, args);
    }

    // Not a child: the process id that a script knows, its signals and its terminal stay what they are.
    private static int ReplaceThisProcess(string executable, string[] arguments)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => $"{variable.Key}={variable.Value}");
        execve(executable, [executable, .. arguments, null], [.. environment, $"{Rebuilt}=1", null]);
        throw new InvalidOperationException($"{executable} can't be started: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi)]
    private static extern int execve(string path, string?[] arguments, string?[] environment);
}
