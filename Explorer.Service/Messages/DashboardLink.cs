using System.Text.RegularExpressions;
using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Hosting;

namespace Explorer.Service.Messages;

/// <summary>Where the dashboard shows the trace of a message.</summary>
/// <param name="Dashboard">The dashboard's address, without a slash at its end; null if none is named.</param>
internal sealed partial record DashboardLink(string? Dashboard)
{
    private const string Key = "Explorer:DashboardUrl";

    /// <exception cref="ServiceSettingException">It is no address of a page.</exception>
    public static DashboardLink Read(IConfiguration configuration)
    {
        string value = configuration.ReadText(Key, "", "the address of a dashboard, https://localhost:17000");
        if (value.Length == 0)
            return new((string?)null);
        return Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? new(value.TrimEnd('/'))
            : throw new ServiceSettingException($"{Key} is \"{value}\"; allowed is the address of a dashboard (https://localhost:17000), or none");
    }

    /// <summary>The trace that the message carries in its header <c>traceparent</c> (W3C); null if it carries none.</summary>
    public static string? TraceOf(Headers? headers) =>
        headers is not null && headers.TryGetLastBytes("traceparent", out byte[]? bytes) && bytes is not null
        && MessageText.Text(bytes) is { } text && TraceParent().Match(text) is { Success: true } found
            ? found.Groups[1].Value
            : null;

    /// <summary>The page of a trace; null without a dashboard.</summary>
    public string? Of(string trace) => Dashboard is null ? null : $"{Dashboard}/traces/detail/{trace}";

    [GeneratedRegex(@"\A[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")]
    private static partial Regex TraceParent();
}
