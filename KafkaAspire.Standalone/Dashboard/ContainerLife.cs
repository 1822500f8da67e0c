using System.Diagnostics;

namespace KafkaAspire.Standalone.Dashboard;

/// <summary>
/// Removes a container when this process ends, also when it was killed. A container is no child of anybody here, so that no reaper finds it; but
/// a shell that waits for the end of its input, which comes with this process's end, can ask the engine.
/// </summary>
internal sealed class ContainerLife : IAsyncDisposable
{
    private readonly Process _keeper;

    private ContainerLife(Process keeper) => _keeper = keeper;

    /// <param name="engine">The engine that runs the container.</param>
    /// <param name="name">The container's name; it may start later.</param>
    public static ContainerLife Begin(ContainerEngine engine, string name)
    {
        string[] command = OperatingSystem.IsWindows()
            ? ["cmd", "/c", $"more >nul & {engine.Command} rm -f {name}"]
            : ["/bin/sh", "-c", "trap '' INT TERM HUP QUIT; read -r end; \"$0\" rm -f \"$1\"", engine.Command, name];
        return new(Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        // "No such container" is well: it went with its process.
        await Task.WhenAll(_keeper.StandardOutput.ReadToEndAsync(), _keeper.StandardError.ReadToEndAsync());
        await _keeper.WaitForExitAsync();
        _keeper.Dispose();
    }
}
