using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Explorer.Service.TopicData;

/// <summary>A topic's settings that differ from the default.</summary>
internal sealed class TopicSettings(IAdminClient admin, ExplorerOptions options)
{
    /// <summary>Asks a broker.</summary>
    /// <exception cref="KafkaException">It does not tell, or there is no such topic.</exception>
    public async Task<IReadOnlyList<TopicSetting>> AskAsync(string topic)
    {
        try
        {
            var answers = await admin.DescribeConfigsAsync([new() { Type = ResourceType.Topic, Name = topic }], new() { RequestTimeout = options.RequestTimeout });
            return
            [
                .. from entry in answers[0].Entries.Values
                   where !entry.IsDefault && entry.Source != ConfigSource.DefaultConfig
                   orderby entry.Name
                   select new TopicSetting(entry.Name, entry.IsSensitive ? null : entry.Value, SourceOf(entry.Source)),
            ];
        }
        catch (DescribeConfigsException e)
        {
            throw new KafkaException(e.Results[0].Error, e);
        }
    }

    private static string SourceOf(ConfigSource source) => source switch
    {
        ConfigSource.DynamicTopicConfig => "topic",
        ConfigSource.DynamicBrokerConfig or ConfigSource.DynamicDefaultBrokerConfig => "brokers, changed while they ran",
        ConfigSource.StaticBrokerConfig => "brokers' properties",
        _ => source.ToString(),
    };
}

/// <summary>A setting.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; null if it is secret.</param>
/// <param name="Source">Who set it.</param>
public sealed record TopicSetting(string Name, string? Value, string Source);
