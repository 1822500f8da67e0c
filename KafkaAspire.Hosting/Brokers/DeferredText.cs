using Aspire.Hosting.ApplicationModel;

namespace KafkaAspire.Hosting.Brokers;

/// <summary>Text with holes for what is known only when a container starts or a deployment is written: a port, a host, a secret.</summary>
internal sealed class DeferredText
{
    // Two characters that no setting of Kafka holds.
    private const char Open = '\u27E6', Close = '\u27E7';

    private readonly List<object> _values = [];

    /// <summary>A hole, to be put anywhere into a text.</summary>
    public string Hole(object value)
    {
        _values.Add(value);
        return $"{Open}{_values.Count - 1}{Close}";
    }

    /// <summary>The text itself when it has no hole, else an expression.</summary>
    public object Fill(string text)
    {
        if (!text.Contains(Open))
            return text;
        var expression = new ReferenceExpressionBuilder();
        for (int at = 0; at < text.Length;)
        {
            int open = text.IndexOf(Open, at);
            expression.AppendLiteral(open < 0 ? text[at..] : text[at..open]);
            if (open < 0)
                break;
            int close = text.IndexOf(Close, open);
            expression.AppendValueProvider(_values[int.Parse(text.AsSpan(open + 1, close - open - 1))]);
            at = close + 1;
        }
        return expression.Build();
    }
}
