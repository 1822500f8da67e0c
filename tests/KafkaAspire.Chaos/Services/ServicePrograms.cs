using System.Globalization;
using KafkaAspire.Chaos.CommandLine;

namespace KafkaAspire.Chaos.Services;

/// <summary>Where the app's programs are, as the build of this one left them.</summary>
internal static class ServicePrograms
{
    private const string Solution = "KafkaAspire.sln";

    public static IReadOnlyList<string> Producer => [DotNet, AssemblyOf("Producer.Service")];

    public static IReadOnlyList<string> Consumer => [DotNet, AssemblyOf("Consumer.Service")];

    public static IReadOnlyList<string> BrokenConsumer => [DotNet, typeof(ServicePrograms).Assembly.Location, Broken.BrokenConsumer.Command];

    private static string DotNet => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    // BIN/CONFIGURATION/net10.0/ of this project has its counterpart in the others.
    private static string AssemblyOf(string project)
    {
        var output = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        for (var directory = output.Parent; directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, Solution)))
                return Existing(Path.Combine(directory.FullName, project, "bin", output.Parent!.Name, output.Name, project + ".dll"));
        throw new ChaosException(string.Create(CultureInfo.InvariantCulture, $"{Solution} is in no directory above {output.FullName}: run this from a clone of the repository"));
    }

    private static string Existing(string path) => File.Exists(path) ? path : throw new ChaosException($"{path} is not there: build the solution first");
}
