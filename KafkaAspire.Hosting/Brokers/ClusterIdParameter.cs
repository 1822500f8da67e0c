using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace KafkaAspire.Hosting.Brokers;

/// <summary>
/// The cluster's id as a parameter: in run mode made once and kept in the AppHost's user secrets, in a deployment derived from the application's name.
/// Either way volumes that were formatted with it are recognised the next time.
/// </summary>
internal sealed class ClusterIdParameter : ParameterDefault
{
    private readonly Func<string> _make;

    private ClusterIdParameter(Func<string> make) => _make = make;

    public static ParameterResource Add(IDistributedApplicationBuilder builder, string cluster)
    {
        string application = builder.Environment.ApplicationName;
        var id = builder.ExecutionContext.IsRunMode
            ? new ClusterIdParameter(ClusterIds.New)
            : new ClusterIdParameter(() => ClusterIds.From($"{application}/{cluster}"));
        return builder.AddParameter($"{cluster}-cluster-id", id, persist: true)
            .WithDescription($"The id with which the data of the Kafka cluster {cluster} is marked.")
            .Resource;
    }

    public override string GetDefaultValue() => _make();

    // A generator of Aspire's own kind can't describe sixteen bytes in Base64, so the manifest carries a value.
    public override void WriteToManifest(ManifestPublishingContext context) => context.Writer.WriteString("value", _make());
}
