using KafkaAspire.Benchmarks;
using KafkaAspire.Benchmarks.Hosts;

return args is [BareHost.Name] ? await BareHost.RunAsync() : await BenchmarkCommand.Create().Parse(args).InvokeAsync();
