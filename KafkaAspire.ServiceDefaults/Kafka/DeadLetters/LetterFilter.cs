using System.Globalization;
using System.Text;
using Confluent.Kafka;
using KafkaAspire.Contracts.DeadLetters;
using KafkaAspire.ServiceDefaults.Hosting;

namespace KafkaAspire.ServiceDefaults.Kafka.DeadLetters;

/// <summary>Which dead letters are meant: those for which every condition <c>FIELD=VALUE</c> holds.</summary>
public sealed class LetterFilter
{
    private static readonly Dictionary<string, Func<ConsumeResult<byte[]?, byte[]?>, string, bool>> Fields = new()
    {
        ["reason"] = (letter, value) => DeadLetterHeaders.Find(letter.Message.Headers, DeadLetterHeaders.Reason) == value,
        ["detail"] = (letter, value) => DeadLetterHeaders.Find(letter.Message.Headers, DeadLetterHeaders.Detail)?.Contains(value, StringComparison.OrdinalIgnoreCase) == true,
        ["group"] = (letter, value) => DeadLetterHeaders.Find(letter.Message.Headers, DeadLetterHeaders.Group) == value,
        ["key"] = (letter, value) => letter.Message.Key is { } key && Encoding.UTF8.GetString(key) == value,
        ["partition"] = (letter, value) => DeadLetterHeaders.Find(letter.Message.Headers, DeadLetterHeaders.Partition) == value,
        ["offset"] = (letter, value) => DeadLetterHeaders.Find(letter.Message.Headers, DeadLetterHeaders.Offset) == value,
    };

    /// <summary>Every letter.</summary>
    public static readonly LetterFilter All = new();

    private readonly List<Func<ConsumeResult<byte[]?, byte[]?>, bool>> _conditions = [];

    /// <summary>What a condition may be, for people.</summary>
    public static string Allowed => "FIELD=VALUE with one of " + string.Join(", ", Fields.Keys);

    /// <summary>The letters for which every condition of a command line holds.</summary>
    /// <param name="conditions">Each <c>FIELD=VALUE</c>.</param>
    /// <exception cref="ServiceSettingException">A condition is not one.</exception>
    public static LetterFilter Parse(IEnumerable<string> conditions)
    {
        var filter = new LetterFilter();
        foreach (string condition in conditions)
        {
            int equals = condition.IndexOf('=');
            string field = equals < 0 ? "" : condition[..equals];
            string value = condition[(equals + 1)..];
            if (!Fields.TryGetValue(field, out var holds) || value.Length == 0)
                throw new ServiceSettingException($"--filter \"{condition}\" is not possible; allowed: {Allowed}");
            if (field is "partition" or "offset" && !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                throw new ServiceSettingException($"--filter \"{condition}\" is not possible; allowed: {field}= and a whole number from 0");
            filter._conditions.Add(letter => holds(letter, value));
        }
        return filter;
    }

    /// <summary>The letters of messages that were at certain places.</summary>
    /// <param name="origins">The places.</param>
    public static LetterFilter Of(IReadOnlySet<TopicPartitionOffset> origins)
    {
        var filter = new LetterFilter();
        filter._conditions.Add(letter => DeadLetterHeaders.FindOrigin(letter.Message.Headers) is { } origin && origins.Contains(origin));
        return filter;
    }

    /// <summary>Whether a letter is meant.</summary>
    /// <param name="letter">The letter.</param>
    public bool Matches(ConsumeResult<byte[]?, byte[]?> letter) => _conditions.TrueForAll(holds => holds(letter));
}
