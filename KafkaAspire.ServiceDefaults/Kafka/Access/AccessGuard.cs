using KafkaAspire.ServiceDefaults.Hosting;

namespace KafkaAspire.ServiceDefaults.Kafka.Access;

/// <summary>Ends a service that Kafka does not let in: it could do nothing, and would ask again for ever.</summary>
/// <param name="exit">How the service ends.</param>
public sealed class AccessGuard(ServiceExit exit)
{
    private volatile bool _isShut;

    /// <summary>Whether it has ended the service: there is no use in waiting for an answer of the brokers any more.</summary>
    public bool IsShut => _isShut;

    /// <summary>Ends it, with one line that says why.</summary>
    internal void End(string reason)
    {
        _isShut = true;
        exit.Fail(reason);
    }
}
