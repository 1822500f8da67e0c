using KafkaAspire.Standalone.Build;
using KafkaAspire.Standalone.CommandLine;
using KafkaAspire.Standalone.Run;

return await Failures.ToExitCodeAsync(async () =>
{
    var repository = Repository.Find();
    // First of all: what follows must be the program that the sources say, and no assembly that a build replaces may be loaded yet.
    if (await SelfRebuild.IfStaleAsync(repository, SelfRebuild.RunProjects, args) is { } rebuilt)
        return rebuilt;
    return await RunCommand.InvokeAsync(args, options => new StandaloneRun(repository, options).RunAsync());
});
