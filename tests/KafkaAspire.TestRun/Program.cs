using KafkaAspire.Standalone.Build;
using KafkaAspire.Standalone.CommandLine;
using KafkaAspire.TestRun;

return await Failures.ToExitCodeAsync(async () =>
{
    var repository = Repository.Find();
    if (await SelfRebuild.IfStaleAsync(repository, ["tests/KafkaAspire.TestRun", .. SelfRebuild.RunProjects], args) is { } rebuilt)
        return rebuilt;
    return await new TestCommand(repository, Console.Out).InvokeAsync(args);
});
