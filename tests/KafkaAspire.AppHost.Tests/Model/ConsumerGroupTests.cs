using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KafkaAspire.AppHost.Tests.Model;

public class ConsumerGroupTests
{
    [Theory]
    [InlineData(4, 3, "consumer has 4 replicas, topic payments has 3 partitions: 1 of the replicas will have nothing to do")]
    [InlineData(9, 2, "consumer has 9 replicas, topic payments has 2 partitions: 7 of the replicas will have nothing to do")]
    public async Task More_replicas_than_partitions_are_a_warning_at_start(int replicas, int partitions, string warning) =>
        Assert.Equal([warning], await WarningsAsync("payments", replicas, partitions));

    [Fact]
    public async Task As_many_replicas_as_partitions_are_none() => Assert.Empty(await WarningsAsync("payments", 3, 3));

    [Fact]
    public async Task A_topic_that_nobody_declares_is_a_warning() =>
        Assert.Equal(["consumer consumes topic paymnets, which kafka does not declare"], await WarningsAsync("paymnets", 1, 1));

    private static async Task<IEnumerable<string>> WarningsAsync(string consumed, int replicas, int partitions)
    {
        var builder = TestModel.Running();
        using var log = new Warnings();
        builder.Services.AddLogging(logging => logging.AddProvider(log));
        var kafka = builder.AddKafkaCluster("kafka").WithTopic("payments", partitions);
        builder.AddExecutable("consumer", "program", ".").WithAnnotation(new ReplicaAnnotation(replicas)).WithReference(kafka).WithConsumerGroup(kafka, consumed, "group");
        await using var application = builder.Build();
        await application.CompleteAsync();
        return log.Said;
    }

    private sealed class Warnings : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _said = new();

        public IEnumerable<string> Said => _said;

        public ILogger CreateLogger(string category) => category == "KafkaAspire.Hosting" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public bool IsEnabled(LogLevel level) => level >= LogLevel.Warning;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> format)
        {
            if (IsEnabled(level))
                _said.Enqueue(format(state, exception));
        }

        public void Dispose() { }
    }
}
