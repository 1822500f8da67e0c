using System.Diagnostics;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>How the span <c>process {topic}</c> of a message tells that it failed.</summary>
public static class ProcessSpan
{
    /// <summary>Marks the span of the message in work as failed by an exception.</summary>
    /// <param name="exception">What failed.</param>
    public static void Fail(Exception exception) => Fail(Activity.Current, exception);

    /// <summary>Marks the span of the message in work as failed.</summary>
    /// <param name="type">The class of the error, one of few.</param>
    /// <param name="detail">One line.</param>
    public static void Fail(string type, string detail) => Fail(Activity.Current, type, detail);

    internal static void Fail(Activity? span, string type, string detail) =>
        span?.SetTag(MessagingAttributes.ErrorType, type).SetStatus(ActivityStatusCode.Error, detail);

    internal static void Fail(Activity? span, Exception exception)
    {
        if (span is null)
            return;
        Fail(span, exception.GetType().FullName!, exception.Message);
        span.AddException(exception);
    }
}
