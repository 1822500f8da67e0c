namespace Explorer.Service.Learn;

/// <summary>The page Learn in English.</summary>
internal static class EnglishText
{
    public static readonly LearnText Value = new()
    {
        Code = Language.English,
        Title = "Learn Kafka on this cluster",
        Lead = "Twelve concepts, each in a few sentences. Instead of drawings there is what this cluster holds at this moment.",
        Now = "On this cluster, now",
        Nothing = "Nothing yet: send a message, and it is here.",
        NotTold = "These brokers do not tell it.",
        Phrases = new Dictionary<string, string>(),
        Concepts = new Dictionary<Concept, ConceptText>
        {
            [Concept.Message] = new("Message",
                "A message is a key, a value, headers and a time. Kafka does not look into key and value: they are bytes, and what they mean is agreed between those who write and those who read. Once written it is never changed."),
            [Concept.Batch] = new("Batch",
                "A producer does not send messages one by one: it waits a few milliseconds and sends those of one partition together. The batch is compressed, written and read as a whole, and that is where Kafka's throughput comes from."),
            [Concept.Topic] = new("Topic",
                "A topic is a named log: messages are added at its end and stay there when they are read. Any number of readers read it, each at its own pace, until its retention removes the oldest."),
            [Concept.Partition] = new("Partition",
                "A topic is split into partitions, and each has an order of its own; between two there is none. The key decides on the partition, so everything about one account is in one partition and stays in order."),
            [Concept.Segment] = new("Segment",
                "On disk a partition is a row of files, its segments, named after their first offset. Only the last one is written to. Retention deletes whole segments, and an index beside each finds an offset without reading all of it."),
            [Concept.Broker] = new("Broker",
                "A broker is a server that keeps partitions and answers producers and consumers. One of the nodes is the controller: it notices when a broker is gone and names other leaders. Clients need to know one broker, and learn of the others from it."),
            [Concept.Replication] = new("Replication",
                "Each partition is kept on several brokers. One of them leads, and the others copy; those that keep up are in sync. When the leader dies one of these takes over, and no acknowledged message is missing."),
            [Concept.Producer] = new("Producer",
                "A producer sends and waits for the acknowledgement: with acks=all it comes when every in-sync replica has the message. If no answer comes the producer repeats, and an idempotent one numbers its messages, so that the broker drops the copy."),
            [Concept.Consumer] = new("Consumer",
                "A consumer asks for messages from an offset on; nothing is pushed to it. Where it goes on is its own business, so it can read again what it has read, and a slow one slows nobody else."),
            [Concept.Group] = new("Consumer group",
                "Consumers of one group share a topic: each partition is read by one of them. When one comes or goes the partitions are shared out anew, which is a rebalance. More members than partitions means that some have nothing to do."),
            [Concept.Offsets] = new("Offsets and lag",
                "An offset is a message's number in its partition. A group commits the next offset that it would read; what lies between it and the end of the log is its lag. Whoever takes over a partition goes on at the committed offset."),
            [Concept.Guarantees] = new("Guarantees",
                "Commit first and then process: at most once, a crash loses. Process first and then commit: at least once, a crash repeats. Effects and offsets in one transaction: exactly once, and the audit here shows from the data whether that was so."),
        },
    };
}
