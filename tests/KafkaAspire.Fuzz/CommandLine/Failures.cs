namespace KafkaAspire.Fuzz.CommandLine;

/// <summary>A wrong option or value: the message is one line that names the option, the value and what is allowed.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>A run that can't start or go on: the message is one line that says why.</summary>
internal sealed class FuzzException(string message) : Exception(message);

/// <summary>The exit codes, the same as those of <c>./run</c>.</summary>
internal static class ExitCode
{
    public const int NothingFound = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int Found = 3;
}

/// <summary>Turns what was thrown into one line on standard error and an exit code. What is a defect of this program keeps its stack trace.</summary>
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
        catch (FuzzException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("interrupted before the end: what was found so far is kept");
            return ExitCode.Failed;
        }
    }
}
