using Aspire.Hosting.ApplicationModel;
using KafkaAspire.Hosting.Publishing;

namespace Aspire.Hosting;

/// <summary>
/// What a reference to a cluster means beyond its connection string: the declared topics exist first, and whoever must log in or trust a certificate can. Added before the
/// application starts or is published, when all references are known.
/// </summary>
internal static class ClusterReferences
{
    public static void Attach(IResourceBuilder<KafkaClusterResource> builder)
    {
        var cluster = builder.Resource;
        builder.ApplicationBuilder.Eventing.Subscribe<BeforeStartEvent>((@event, _) =>
        {
            foreach (var resource in @event.Model.Resources.Where(resource => RefersTo(resource, cluster)).ToList())
            {
                WaitForTopics(resource, cluster);
                ClientSecurity.Add(resource, cluster);
            }
            if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
                ClusterDeployment.Prepare(builder, @event.Model, resource => RefersTo(resource, cluster));
            return Task.CompletedTask;
        });
    }

    private static bool RefersTo(IResource resource, KafkaClusterResource cluster) =>
        resource is IResourceWithWaitSupport && resource.Annotations.OfType<ResourceRelationshipAnnotation>()
            .Any(r => r.Resource == cluster && r.Type == KnownRelationships.Reference);

    private static void WaitForTopics(IResource resource, KafkaClusterResource cluster)
    {
        if (cluster.TopicJob is { } job && !resource.Annotations.OfType<WaitAnnotation>().Any(w => w.Resource == job))
            resource.Annotations.Add(new WaitAnnotation(job, WaitType.WaitForCompletion, exitCode: 0));
    }

    private static class KnownRelationships
    {
        // Aspire's own constant is internal.
        public const string Reference = "Reference";
    }
}
