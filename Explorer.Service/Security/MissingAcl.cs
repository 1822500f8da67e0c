using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Access;

namespace Explorer.Service.Security;

/// <summary>Says of what the brokers forbid which ACL would allow it.</summary>
internal static class MissingAcl
{
    /// <summary>An error in one line, without a full stop: what the client says, and where an ACL is missing the command that gives it.</summary>
    /// <param name="error">What the client says.</param>
    /// <param name="operation">What was tried with a topic: Read, Write, Create, DescribeConfigs.</param>
    /// <param name="topic">The topic; all where it was none in particular.</param>
    /// <param name="group">The group that was changed; null where groups are looked at only.</param>
    /// <param name="transactionalId">The transactional id; null where there is none.</param>
    public static string Reason(Error error, string operation, string topic = "'*'", string? group = null, string? transactionalId = null)
    {
        string? acl = error.Code switch
        {
            ErrorCode.TopicAuthorizationFailed => $"--operation {operation} --topic {topic}",
            ErrorCode.GroupAuthorizationFailed => group is null ? "--operation Describe --group '*'" : $"--operation Read --group {group}",
            ErrorCode.TransactionalIdAuthorizationFailed => $"--operation Write --transactional-id {transactionalId}",
            // Who may write to any topic may have a producer id, too.
            ErrorCode.ClusterAuthorizationFailed => operation == "Write" ? $"--operation Write --topic {topic}" : "--operation Describe --cluster",
            _ => null,
        };
        string reason = error.Reason.TrimEnd('.');
        return acl is null ? reason : $"{reason}; the Explorer's user needs an ACL: kafka-acls.sh --add --allow-principal User:… {acl}";
    }

    /// <summary>The same as a sentence, which tells a cluster that forbids from one that does not answer.</summary>
    /// <inheritdoc cref="Reason" />
    public static string Sentence(Error error, string operation, string topic = "'*'") =>
        $"{(AccessRefusal.IsForbidden(error) ? "Kafka does not allow it" : "Kafka does not answer")}: {Reason(error, operation, topic)}.";

    /// <summary>The same as the exception's own reason.</summary>
    /// <inheritdoc cref="Reason" />
    public static KafkaException Explain(
        this KafkaException e, string operation, string topic = "'*'", string? group = null, string? transactionalId = null) =>
        new(new Error(e.Error.Code, Reason(e.Error, operation, topic, group, transactionalId)), e);
}
