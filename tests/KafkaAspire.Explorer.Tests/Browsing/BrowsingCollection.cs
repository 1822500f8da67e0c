namespace KafkaAspire.Explorer.Tests.Browsing;

/// <summary>Tests that share three brokers, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowsingCollection : ICollectionFixture<KafkaFixture>
{
    public const string Name = "Browsing";
}
