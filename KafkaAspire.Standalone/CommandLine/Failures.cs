namespace KafkaAspire.Standalone.CommandLine;

/// <summary>A wrong option or value: the message is one line that names the option, the value and what is allowed.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>A run that can't start or go on: the message is one line that says why; <see cref="Details"/> follow it.</summary>
internal sealed class RunException(string message, IReadOnlyList<string>? details = null) : Exception(message)
{
    public IReadOnlyList<string> Details { get; } = details ?? [];
}

/// <summary>The exit codes of <c>./run</c>.</summary>
internal static class ExitCode
{
    public const int PromiseHeld = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int PromiseBroken = 3;
}

/// <summary>Turns what was thrown into one line on standard error and an exit code. What is a defect of ours keeps its stack trace.</summary>
internal static class Failures
{
    public static async Task<int> ToExitCodeAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.WrongUsage;
        }
        catch (RunException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            foreach (string detail in e.Details)
                await Console.Error.WriteLineAsync(detail);
            return ExitCode.Failed;
        }
    }
}
