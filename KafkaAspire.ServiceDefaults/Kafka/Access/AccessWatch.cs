using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaAspire.ServiceDefaults.Kafka.Access;

/// <summary>
/// Hears what one client meets on its way to the brokers. When none of them lets it in, that is told in one line, and ends the service where it
/// has an <see cref="AccessGuard"/>. As long as one does, the client goes on: a broker with an old certificate takes no others
/// down, and is told of once.
/// </summary>
/// <param name="section">The section with the client's settings.</param>
/// <param name="config">The client's settings.</param>
/// <param name="guard">Ends the service; null for a service that shows on its pages why it sees nothing.</param>
/// <param name="logger">Where the client's lines go.</param>
internal sealed class AccessWatch(string section, ClientConfig config, AccessGuard? guard, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly BootstrapRefusals _bootstrap = new(config);
    private readonly HashSet<string> _warned = [];
    private Error? _refusal;
    private string? _told;
    private bool _isMoreToCome;

    /// <summary>Takes a line of the client's log. What <see cref="OnError"/> is told as well is left out.</summary>
    public void OnLog(LogMessage message)
    {
        if (AccessRefusal.IsDeniedToken(message))
        {
            lock (_lock)
                Tell(message.Name, RefusalText.Of(new(ErrorCode.Local_Authentication, message.Message), config, section));
            return;
        }
        bool isToldElsewhere = message.Facility switch
        {
            "FAIL" => message.Message.Contains("SASL", StringComparison.Ordinal) || message.Message.Contains("SSL handshake failed", StringComparison.Ordinal)
                || message.Message.Contains("certificate verify failed", StringComparison.Ordinal),
            // The call that met it says it once more, and ends the service.
            "FATAL" or "TXNERR" => guard is not null && (message.Message.Contains("authorization failed", StringComparison.Ordinal) || message.Message.Contains("AUTHORIZATION_FAILED", StringComparison.Ordinal)),
            // Of a client that could not be made: the exception says it.
            "SSL" => message.Message.Contains("[thrd:app]", StringComparison.Ordinal),
            _ => false,
        };
        if (!isToldElsewhere)
            KafkaLogging.Write(logger, message);
        else if (message.Facility == "FAIL")
            lock (_lock)
                _isMoreToCome = true;
    }

    /// <summary>Takes an error that the client met.</summary>
    public void OnError(string client, Error error)
    {
        lock (_lock)
        {
            if (error.Code == ErrorCode.Local_AllBrokersDown && _refusal is { } refusal)
            {
                TellOnce(client, refusal);
            }
            else if (error.Code == ErrorCode.Local_AllBrokersDown && _isMoreToCome)
            {
                // It overtook the error that says why, which is on its way.
            }
            else if (AccessRefusal.IsTurnedAway(error))
            {
                _isMoreToCome = false;
                if (_refusal is null || !AccessRefusal.IsSame(error, _refusal))
                    _told = null;
                _refusal = error;
                // The client does not always say that all are down: at its start the error for it may be left out for minutes.
                if (_bootstrap.AreAllAfter(error))
                    TellOnce(client, error);
                else if (_bootstrap.IsLetIn)
                    WarnOnce(client, error);
            }
            else
            {
                // The last word counts: a broker that turned us away an hour ago is not why all are down now.
                (_refusal, _told, _isMoreToCome) = (null, null, false);
                _bootstrap.Forget(error);
                if (error.IsFatal && AccessRefusal.Describe(error, "Write", transactionalId: (config as ProducerConfig)?.TransactionalId) is { } forbidden)
                    Tell(client, forbidden);
                else
                    KafkaLogging.Write(logger, new(client, SyslogLevel.Error, "ERROR", error.Reason));
            }
        }
    }

    // To say why takes a look at the broker's certificate: once, and not each time that the client has tried them all.
    private void TellOnce(string client, Error refusal)
    {
        if (_told is null)
            Tell(client, RefusalText.Of(refusal, config, section));
    }

    // The others may go on for hours, while what this one leads gets nowhere.
    private void WarnOnce(string client, Error refusal)
    {
        if (_warned.Add(RefusalText.BrokerOf(refusal, config)))
            KafkaLogging.Write(logger, new(client, SyslogLevel.Warning, "ERROR", RefusalText.Of(refusal, config, section)));
    }

    private void Tell(string client, string line)
    {
        if (line == _told)
            return;
        _told = line;
        if (guard is not null)
            guard.End(line);
        else
            KafkaLogging.Write(logger, new(client, SyslogLevel.Error, "ERROR", line));
    }
}
