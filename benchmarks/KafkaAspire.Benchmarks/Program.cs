using KafkaAspire.Benchmarks.Allocations;

var benchmarks = new Dictionary<string, Func<int>>
{
    ["allocations"] = AllocationBenchmark.Run,
};

if (args is [var name] && benchmarks.TryGetValue(name, out var run))
    return run();

Console.Error.WriteLine($"""
    usage: dotnet run -c Release --project benchmarks/KafkaAspire.Benchmarks -- {string.Join('|', benchmarks.Keys)}

      allocations   what a message costs through the bare and through the instrumented client; ends with 1 if an unsampled one costs more

    The brokers are Apache Kafka where KAFKA_HOME is set, else the embedded ones.
    """);
return 2;
