using KafkaAspire.Standalone.Brokers;
using KafkaAspire.Standalone.CommandLine;
using KafkaAspire.Standalone.Dashboard;
using KafkaAspire.Standalone.Services;

namespace KafkaAspire.Standalone.Run;

/// <summary>Everything that takes part in a run, for those who watch it or interfere with it.</summary>
internal sealed record RunScene(RunOptions Options, RunBrokers Brokers, ServiceFleet Fleet, RunMonitor Monitor)
{
    /// <summary>The Aspire dashboard that shows it; null without one.</summary>
    public RunDashboard? Dashboard { get; init; }

    /// <summary>What the run is doing, in a word or two.</summary>
    public volatile string Phase = "running";
}
