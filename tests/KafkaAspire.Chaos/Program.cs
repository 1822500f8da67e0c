using KafkaAspire.Chaos.Broken;
using KafkaAspire.Chaos.CommandLine;
using KafkaAspire.Chaos.Run;

if (args is [BrokenConsumer.Command])
    return BrokenConsumer.Run();

return await Failures.ToExitCodeAsync(() => ChaosCommand.InvokeAsync(args, (options, cancel) => new ChaosRun(options).RunAsync(cancel)));
