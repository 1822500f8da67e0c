using KafkaAspire.LocalCluster;
using KafkaAspire.Standalone.Build;

namespace KafkaAspire.Standalone.Dashboard;

/// <summary>Docker, or Podman, which takes the same commands.</summary>
/// <param name="Command">Its program.</param>
internal sealed record ContainerEngine(string Command)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The first engine that answers; null when none does.</summary>
    public static async Task<ContainerEngine?> FindAsync(CancellationToken cancellation)
    {
        foreach (var engine in new ContainerEngine[] { new("docker"), new("podman") })
            if (await engine.AnswersAsync(cancellation))
                return engine;
        return null;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return (await RunAsync(["version"], patience.Token)).ExitCode == 0;
        }
        catch (Exception e) when (e is LocalClusterException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false; // not installed, or its service hangs
        }
    }

    /// <summary>Has an image here, from the registry if need be.</summary>
    /// <returns>Why it can't be had, or null.</returns>
    public async Task<string?> PullAsync(string image, IProgressLine progress, CancellationToken cancellation)
    {
        if ((await RunAsync(["image", "inspect", image], cancellation)).ExitCode == 0)
            return null;
        CommandResult pull;
        using (progress.Begin($"pulling {image}"))
            pull = await RunAsync(["pull", image], cancellation);
        return pull.ExitCode == 0 ? null : pull.Errors.LastOrDefault(line => line.Length > 0) ?? $"exit code {pull.ExitCode}";
    }

    private async Task<CommandResult> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var errors = new List<string>();
        await using var process = ChildProcess.Start(new(Command, arguments) { OnError = errors.Add });
        return new(await process.Exited.WaitAsync(cancellation), errors);
    }

    private sealed record CommandResult(int ExitCode, IReadOnlyList<string> Errors);
}
