namespace KafkaAspire.Explorer.Tests.Lag;

/// <summary>Tests that share one cluster, one after the other.</summary>
[CollectionDefinition(nameof(LagCollection))]
public sealed class LagCollection : ICollectionFixture<LagFixture>;
