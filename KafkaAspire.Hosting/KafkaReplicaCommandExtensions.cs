using Aspire.Hosting.ApplicationModel;
using KafkaAspire.Hosting.Commands;

namespace Aspire.Hosting;

/// <summary>Commands on one replica of a producer or a consumer. Aspire's own HTTP commands go to whichever replica the proxy picks.</summary>
public static class KafkaReplicaCommandExtensions
{
    /// <summary>Adds a command that sends <c>POST path</c> to the replica on whose row it is chosen.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="name">The command's name, for scripts.</param>
    /// <param name="displayName">The command's name in the dashboard.</param>
    /// <param name="path">The path and query.</param>
    /// <param name="options">Description, icon, confirmation.</param>
    public static IResourceBuilder<T> WithReplicaCommand<T>(
        this IResourceBuilder<T> builder, string name, string displayName, string path, CommandOptions? options = null) where T : ProjectResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new();
        options.UpdateState ??= ReplicaState.WhileRunning;
        return builder.WithCommand(name, displayName, context => ReplicaRequest.PostAsync(context, path), options);
    }

    /// <summary>Adds a command that kills the replica's process (SIGKILL): no offset is committed, no group is left, nothing is flushed.</summary>
    /// <param name="builder">The project.</param>
    public static IResourceBuilder<T> WithCrashCommand<T>(this IResourceBuilder<T> builder) where T : ProjectResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithCommand("crash", "Crash", ReplicaCrash.Kill, new()
        {
            Description = "Kills the process as a power failure would: nothing is committed, flushed or told to anybody.",
            IconName = "Flash",
            IconVariant = IconVariant.Filled,
            IsHighlighted = true,
            UpdateState = ReplicaState.WhileRunning,
        });
    }
}
