namespace KafkaAspire.Standalone.Tests.EndToEnd;

/// <summary>Whole runs come one after the other: each is a dozen processes.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EndToEndCollection
{
    public const string Name = "whole runs";
}
