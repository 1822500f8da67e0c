using System.Diagnostics.Metrics;
using Confluent.Kafka;
using Consumer.Service.Telemetry;
using CsCheck;
using KafkaAspire.Contracts;
using KafkaAspire.Fuzz.Tests.Cases;

namespace KafkaAspire.Fuzz.Tests.Messages;

/// <summary>A message's age is measured, whatever its timestamp says: one that no calendar has is no way to end a consumer.</summary>
public sealed class AgeTests
{
    [Fact]
    public void Any_timestamp_gives_an_age()
    {
        using var listener = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        double age = 0;
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => age = instrument.Name.EndsWith("end_to_end.duration", StringComparison.Ordinal) ? value : age);
        listener.Start();
        // By itself: the measurement of one is not to be taken for that of another.
        Inputs.Timestamps.Sample(milliseconds =>
        {
            age = -1;
            var message = new Message<byte[], TransactionPayload> { Timestamp = new(milliseconds, TimestampType.CreateTime) };
            ConsumerTelemetry.RecordAges("ledger", [new(new() { Message = message }, null!)]);
            Assert.True(age >= 0);
        }, iter: Claim.Cases, threads: 1);
    }
}
