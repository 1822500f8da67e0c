using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace KafkaAspire.Hosting.Brokers;

/// <summary>
/// A broker as the one that asks reaches it in run mode. The listener decides to which addresses the broker sends a client afterwards, so a container
/// must come in through the internal one: the other one sends it to the host's ports.
/// </summary>
internal sealed class BrokerAddress(KafkaServerResource broker) : IValueProvider, IManifestExpressionProvider, IValueWithReferences
{
    private readonly EndpointReferenceExpression _fromHost = broker.PrimaryEndpoint.Property(EndpointProperty.HostAndPort);

    public string ValueExpression => _fromHost.ValueExpression;

    public IEnumerable<object> References => [broker];

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => _fromHost.GetValueAsync(cancellationToken);

    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        IsContainer(context)
            ? new($"{broker.Name}:{NodePorts.Container.Internal}")
            : _fromHost.GetValueAsync(context, cancellationToken);

    private static bool IsContainer(ValueProviderContext context) =>
        context.Network is { } network ? network == KnownNetworkIdentifiers.DefaultAspireContainerNetwork : context.Caller?.IsContainer() == true;
}
