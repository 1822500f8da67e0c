using System.Reflection;
using KafkaAspire.Fuzz.Targets;
using SharpFuzz;

namespace KafkaAspire.Fuzz.Afl;

/// <summary>A copy of this program in which the app's assemblies tell which branches they take. What was built stays as it is.</summary>
internal static class InstrumentedCopy
{
    private static readonly Assembly[] Assemblies =
    [
        typeof(Contracts.Transaction).Assembly, typeof(ServiceDefaults.Hosting.ServiceSettingException).Assembly,
        typeof(Producer.Service.Sending.ProducerOptions).Assembly, typeof(Consumer.Service.Delivery.ConsumerOptions).Assembly, typeof(Explorer.Service.Cluster.BrokerAddress).Assembly,
    ];

    /// <summary>Makes it.</summary>
    /// <param name="directory">Where to.</param>
    /// <returns>The program's path.</returns>
    public static string Make(string directory)
    {
        foreach (string path in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(directory, Path.GetRelativePath(AppContext.BaseDirectory, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
        string CopyOf(Assembly assembly) => Path.Combine(directory, Path.GetFileName(assembly.Location));
        foreach (var assembly in Assemblies)
            Fuzzer.Instrument(CopyOf(assembly), _ => true, Options.Value);
        string program = CopyOf(typeof(PlantedBug).Assembly);
        Fuzzer.Instrument(program, type => type == typeof(PlantedBug).FullName, Options.Value);
        return program;
    }
}
