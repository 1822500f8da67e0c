namespace Explorer.Service.Learn;

/// <summary>A concept of Kafka, in the order in which one needs them.</summary>
public enum Concept
{
    /// <summary>What is sent.</summary>
    Message,

    /// <summary>Messages that travel together.</summary>
    Batch,

    /// <summary>A named log.</summary>
    Topic,

    /// <summary>A part of a topic with an order of its own.</summary>
    Partition,

    /// <summary>A file of a partition.</summary>
    Segment,

    /// <summary>A server.</summary>
    Broker,

    /// <summary>Copies of a partition.</summary>
    Replication,

    /// <summary>Who writes.</summary>
    Producer,

    /// <summary>Who reads.</summary>
    Consumer,

    /// <summary>Consumers that share the work.</summary>
    Group,

    /// <summary>Where one is.</summary>
    Offsets,

    /// <summary>What one can rely on.</summary>
    Guarantees,
}

/// <summary>A concept in words.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Text">Two or three sentences.</param>
public sealed record ConceptText(string Title, string Text);
