using System.Reflection;
using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Producer.Service.Sending;

namespace KafkaAspire.Services.Tests.Producer;

public sealed class FatalErrorTests
{
    [Theory]
    [InlineData(ErrorCode.Local_Fatal, ServiceExit.Failure)]
    [InlineData(ErrorCode.Local_MsgTimedOut, ServiceExit.Success)]
    public async Task A_producer_whose_client_can_not_go_on_ends_instead_of_refusing_everything_for_ever(ErrorCode error, int exitCode)
    {
        using var lifetime = new StoppableLifetime();
        var exit = new ServiceExit(lifetime, NullLogger<ServiceExit>.Instance);
        var options = ProducerOptions.Read(new ConfigurationBuilder().Build());
        using var sender = new TransactionSender(RefusingClient.With(error), new(TransactionSerializer.Instance), new Throttle(options), options, exit, NullLogger<TransactionSender>.Instance);

        var report = await sender.TrySend(Make.Deposit("A", 1))!;

        Assert.Equal(error, report.Error.Code);
        Assert.Equal(exitCode, exit.Code);
        Assert.Equal(exitCode == ServiceExit.Failure, lifetime.IsStopping);
    }

    private sealed class StoppableLifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly ApplicationLifetime _inner = new(NullLogger<ApplicationLifetime>.Instance);

        public bool IsStopping => _inner.ApplicationStopping.IsCancellationRequested;

        public CancellationToken ApplicationStarted => _inner.ApplicationStarted;

        public CancellationToken ApplicationStopping => _inner.ApplicationStopping;

        public CancellationToken ApplicationStopped => _inner.ApplicationStopped;

        public void StopApplication() => _inner.StopApplication();

        public void Dispose() => _inner.StopApplication();
    }

    /// <summary>A client that answers every message with an error. A real one does so after a fatal one, which can't be had at will.</summary>
    public class RefusingClient : DispatchProxy
    {
        private ErrorCode _error;

        internal static IProducer<string, Transaction> With(ErrorCode error)
        {
            var client = Create<IProducer<string, Transaction>, RefusingClient>();
            ((RefusingClient)(object)client)._error = error;
            return client;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (args is [_, Message<string, Transaction> message, Action<DeliveryReport<string, Transaction>> onDelivered])
                onDelivered(new() { Message = message, TopicPartitionOffsetError = new(Topics.Transactions.Name, Partition.Any, Offset.Unset, new Error(_error)) });
            return null;
        }
    }
}
