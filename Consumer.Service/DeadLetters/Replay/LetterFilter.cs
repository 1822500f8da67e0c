using System.Globalization;
using System.Text;
using Confluent.Kafka;
using KafkaAspire.Contracts.DeadLetters;
using KafkaAspire.ServiceDefaults.Hosting;

namespace Consumer.Service.DeadLetters.Replay;

/// <summary>Which dead letters are meant: those for which every condition <c>FIELD=VALUE</c> holds.</summary>
internal sealed class LetterFilter
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

    private readonly List<(Func<ConsumeResult<byte[]?, byte[]?>, string, bool> Holds, string Value)> _conditions = [];

    /// <summary>What a condition may be, for people.</summary>
    public static string Allowed => "FIELD=VALUE with one of " + string.Join(", ", Fields.Keys);

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
            filter._conditions.Add((holds, value));
        }
        return filter;
    }

    public bool Matches(ConsumeResult<byte[]?, byte[]?> letter) => _conditions.TrueForAll(condition => condition.Holds(letter, condition.Value));
}
