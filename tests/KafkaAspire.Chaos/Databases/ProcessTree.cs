using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace KafkaAspire.Chaos.Databases;

/// <summary>Signals to a process and its children. Linux only.</summary>
internal static partial class ProcessTree
{
    public const int Interrupt = 2;
    private const int Continue = 18;
    private const int Stop = 19;

    /// <summary>Halts a process, so that it starts no more children, and then its children.</summary>
    public static void SuspendAll(int process)
    {
        Signal(process, Stop);
        foreach (int child in ChildrenOf(process))
            Signal(child, Stop);
    }

    /// <summary>Lets them go on.</summary>
    public static void ResumeAll(int process)
    {
        foreach (int child in ChildrenOf(process))
            Signal(child, Continue);
        Signal(process, Continue);
    }

    /// <summary>It may fail only because the process ended in between: nothing to tell.</summary>
    public static void Signal(int process, int signal) => _ = Kill(process, signal);

    private static IEnumerable<int> ChildrenOf(int parent) => Process.GetProcesses().Select(process => process.Id).Where(id => ParentOf(id) == parent);

    private static int ParentOf(int process)
    {
        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            // The second field, the command, may hold spaces and parentheses.
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it has ended
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
