using System.Text.RegularExpressions;
using Confluent.Kafka;

namespace KafkaAspire.ServiceDefaults.Kafka.Access;

/// <summary>Tells what the brokers refuse for good from what may be well a moment later.</summary>
public static partial class AccessRefusal
{
    // What a handshake says that went on to its end. One that broke off in the middle says that, too, but a broker that stops does it as well.
    private static readonly string[] HandshakeVerdicts = ["certificate", "wrong version number", "alert", "unsupported protocol"];

    /// <summary>Whether an ACL is missing: whoever asks again gets the same answer until somebody gives one.</summary>
    /// <param name="error">What the client says.</param>
    public static bool IsForbidden(Error error) => error.Code
        is ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed
        or ErrorCode.ClusterAuthorizationFailed or ErrorCode.TransactionalIdAuthorizationFailed;

    /// <summary>What is forbidden to whom, and which ACL would allow it, in one line; null for any other error.</summary>
    /// <param name="error">What the client says.</param>
    /// <param name="operation">What was tried: Read or Write.</param>
    /// <param name="topic">The topic with which it was tried.</param>
    /// <param name="group">The consumer group of who tried; null for a producer.</param>
    /// <param name="transactionalId">Its transactional id; null where it has none.</param>
    public static string? Describe(Error error, string operation, string topic = "…", string? group = null, string? transactionalId = null) => error.Code switch
    {
        ErrorCode.TopicAuthorizationFailed => Line($"does not let this service {(operation == "Write" ? "write to" : "read")} topic \"{topic}\"", $"--operation {operation} --topic {topic}"),
        ErrorCode.GroupAuthorizationFailed => Line($"does not let this service into group \"{group}\"", $"--operation Read --group {group}"),
        ErrorCode.TransactionalIdAuthorizationFailed => Line(
            $"does not let this service use the transactional id \"{transactionalId}\"", $"--operation Write --transactional-id {transactionalId}"),
        // Who may write to any topic may have a producer id, too.
        ErrorCode.ClusterAuthorizationFailed => Line($"gives this service no producer id, since it may write to no topic at all", $"--operation Write --topic {topic}"),
        _ => null,
    };

    /// <summary>Whether a broker turned the client away: wrong login, wrong certificate, a mechanism that it does not know.</summary>
    internal static bool IsTurnedAway(Error error) => IsDistrust(error) || error.Code switch
    {
        // A login that broke off with its connection has the same code; librdkafka's own words for that begin with "Local: ".
        ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed => !error.Reason.Contains("Local: ", StringComparison.Ordinal)
            && !error.Reason.Contains("Disconnected", StringComparison.Ordinal) && !error.Reason.Contains("timed out", StringComparison.OrdinalIgnoreCase),
        ErrorCode.Local_Ssl => HandshakeVerdicts.Any(word => error.Reason.Contains(word, StringComparison.Ordinal)),
        _ => false,
    };

    /// <summary>Whether it was the client that did not trust the broker; librdkafka gives that under two codes.</summary>
    internal static bool IsDistrust(Error error) => error.Reason.Contains("certificate verify failed", StringComparison.Ordinal);

    /// <summary>Whether two refusals are one and the same: a certificate that is not trusted comes now under one code, now under another.</summary>
    internal static bool IsSame(Error one, Error other) => one.Code == other.Code || (IsDistrust(one) && IsDistrust(other));

    /// <summary>Whether whoever gives out tokens (OAuth) refused to give one, by a line of the client's log; an endpoint that is away is no refusal.</summary>
    internal static bool IsDeniedToken(LogMessage message) => message.Facility == "OIDC" && DenyingStatus().IsMatch(message.Message);

    [GeneratedRegex(@"\(4\d\d\)")]
    private static partial Regex DenyingStatus();

    private static string Line(string what, string acl) => $"Kafka {what}; its user needs an ACL: kafka-acls.sh --add --allow-principal User:… {acl}";
}
