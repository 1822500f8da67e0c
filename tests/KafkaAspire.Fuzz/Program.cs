using KafkaAspire.Fuzz;
using KafkaAspire.Fuzz.Afl;
using KafkaAspire.Fuzz.CommandLine;

if (args is [FuzzedProgram.Command, var target])
{
    FuzzedProgram.Run(target);
    return ExitCode.NothingFound;
}

return await Failures.ToExitCodeAsync(() => FuzzCommand.InvokeAsync(args, FuzzRun.RunAsync));
