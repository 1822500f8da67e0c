using System.Text;
using Confluent.Kafka;

namespace Explorer.Service.Messages;

/// <summary>Whether a message is looked for. It compares bytes: to decode every message of a large topic would cost more than to read it.</summary>
internal sealed class MessageFilter(string? key, string? text)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key ?? "");
    private readonly byte[] _text = Encoding.UTF8.GetBytes(text ?? "");
    private readonly string _headerText = text ?? "";

    /// <summary>Whether every message is.</summary>
    public bool TakesAll => _key.Length == 0 && _text.Length == 0;

    public bool Takes(Message<byte[]?, byte[]?> message) =>
        (_key.Length == 0 || _key.AsSpan().SequenceEqual(message.Key))
        && (_text.Length == 0 || Has(message.Key) || Has(message.Value) || (message.Headers?.Any(HasIt) ?? false));

    private bool HasIt(IHeader header) => header.Key.Contains(_headerText, StringComparison.Ordinal) || Has(header.GetValueBytes());

    private bool Has(byte[]? bytes) => bytes.AsSpan().IndexOf(_text) >= 0;
}
