using System.Globalization;

namespace KafkaAspire.LocalCluster;

/// <summary>
/// The command line of a host process: <c>--brokers N</c>, any number of <c>--topic NAME:PARTITIONS</c> and, for Apache Kafka,
/// <c>--metadata kraft</c> or <c>zookeeper</c>.
/// </summary>
internal sealed record HostArguments(int Brokers, IReadOnlyList<TopicDeclaration> Topics, MetadataStore Metadata = MetadataStore.KRaft)
{
    public static HostArguments Parse(IReadOnlyList<string> arguments)
    {
        int brokers = 3;
        List<TopicDeclaration> topics = [];
        MetadataStore metadata = MetadataStore.KRaft;
        for (int at = 0; at < arguments.Count; at += 2)
        {
            string value = at + 1 < arguments.Count ? arguments[at + 1] : throw new LocalClusterException($"option '{arguments[at]}' lacks its value");
            switch (arguments[at])
            {
                case "--brokers":
                    brokers = int.TryParse(value, CultureInfo.InvariantCulture, out int number) ? number : 0;
                    break;
                case "--topic":
                    topics.Add(TopicDeclaration.Parse(value));
                    break;
                case "--metadata":
                    metadata = value switch
                    {
                        "kraft" => MetadataStore.KRaft,
                        "zookeeper" => MetadataStore.ZooKeeper,
                        _ => throw new LocalClusterException($"metadata '{value}': allowed are kraft and zookeeper"),
                    };
                    break;
                default:
                    throw new LocalClusterException($"unknown option '{arguments[at]}': allowed are --brokers N, --topic NAME:PARTITIONS and --metadata kraft|zookeeper");
            }
        }
        return new HostArguments(CheckBrokers(brokers), topics, metadata);
    }

    public static int CheckBrokers(int brokers) =>
        brokers is >= 1 and <= 9 ? brokers : throw new LocalClusterException($"{brokers} brokers: allowed are 1 to 9");

    public IEnumerable<string> ToArguments() =>
        [.. (string[])["--brokers", Brokers.ToString(CultureInfo.InvariantCulture)], .. Topics.SelectMany(topic => (string[])["--topic", topic.ToString()])];
}
