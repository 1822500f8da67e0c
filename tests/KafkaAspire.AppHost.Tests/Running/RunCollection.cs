namespace KafkaAspire.AppHost.Tests.Running;

/// <summary>Whole applications run one after the other: each is a dozen processes and containers.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunCollection
{
    public const string Name = "running applications";
}
