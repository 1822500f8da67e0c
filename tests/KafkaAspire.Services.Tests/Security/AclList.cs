using System.Text.RegularExpressions;
using Confluent.Kafka.Admin;

namespace KafkaAspire.Services.Tests.Security;

/// <summary>The ACLs as docs/security.md gives them, command by command: what is tested is what is written there.</summary>
internal static partial class AclList
{
    /// <summary>The client knows the type (librdkafka's RD_KAFKA_RESOURCE_TRANSACTIONAL_ID), its .NET binding has no name for it.</summary>
    public const ResourceType TransactionalId = (ResourceType)5;

    /// <summary>The commands below a heading.</summary>
    public static List<AclBinding> Below(string heading)
    {
        List<AclBinding> acls = [.. SecurityPage.Below(heading).Where(line => line.StartsWith("kafka-acls.sh ", StringComparison.Ordinal)).SelectMany(Read)];
        Assert.NotEmpty(acls);
        return acls;
    }

    private static IEnumerable<AclBinding> Read(string command)
    {
        var options = Option().Matches(command).ToLookup(match => match.Groups["name"].Value, match => match.Groups["value"].Value.Trim('\''));
        var (type, name) = new[] { ("topic", ResourceType.Topic), ("group", ResourceType.Group), ("transactional-id", TransactionalId), ("cluster", ResourceType.Broker) }
            .Where(kind => options[kind.Item1].Any())
            .Select(kind => (kind.Item2, kind.Item2 == ResourceType.Broker ? "kafka-cluster" : options[kind.Item1].Single()))
            .Single();
        return options["operation"].Select(operation => new AclBinding
        {
            Pattern = new()
            {
                Type = type, Name = name, ResourcePatternType = options["resource-pattern-type"].FirstOrDefault() == "prefixed" ? ResourcePatternType.Prefixed : ResourcePatternType.Literal,
            },
            Entry = new() { Principal = options["allow-principal"].Single(), Host = "*", Operation = Enum.Parse<AclOperation>(operation), PermissionType = AclPermissionType.Allow },
        });
    }

    [GeneratedRegex(@"--(?<name>[a-z-]+)(?: (?<value>[^-\s]\S*))?")]
    private static partial Regex Option();
}
