using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Hosting;
using KafkaAspire.ServiceDefaults.Kafka.Access;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace KafkaAspire.Services.Tests.Security;

/// <summary>The client tells what it meets in no order that can be relied on: whoever listens still says it in one line.</summary>
public sealed class AccessWatchTests
{
    private static readonly Error AllDown = new(ErrorCode.Local_AllBrokersDown, "2/2 brokers are down");

    // Nobody is there who could be asked for the certificate once more.
    private const string LoadBalancer = "127.0.0.1:1";
    private readonly Lines _lines = new();
    private readonly AccessGuard _guard = new(new(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), NullLogger<ServiceExit>.Instance));

    [Fact]
    public void All_down_before_the_refusal_is_one_line()
    {
        var watch = Watch("a:1");

        watch.OnLog(Failed("a:1"));
        watch.OnError("client", AllDown);
        watch.OnError("client", Refusal("a:1"));
        watch.OnError("client", AllDown);

        Assert.Contains("Kafka at a:1 does not let in", Assert.Single(_lines.All));
    }

    [Fact]
    public void A_refusal_of_every_address_needs_nobody_to_say_that_all_are_down()
    {
        var watch = Watch("a:1, b:2");

        watch.OnError("client", Refusal("a:1"));
        watch.OnError("client", Refusal("a:1"));
        Assert.Empty(_lines.All);
        watch.OnError("client", Refusal("b:2"));
        watch.OnError("client", Refusal("a:1"));

        Assert.Contains("Kafka at b:2 does not let in", Assert.Single(_lines.All));
    }

    [Fact]
    public void What_came_before_another_failure_does_not_count()
    {
        var watch = Watch("a:1,b:2");

        watch.OnError("client", Refusal("a:1"));
        watch.OnError("client", new(ErrorCode.Local_Transport, "b:2: connection refused"));
        watch.OnError("client", Refusal("b:2"));

        Assert.EndsWith("b:2: connection refused", Assert.Single(_lines.All));
    }

    [Fact]
    public void All_down_without_a_refusal_is_told_as_it_is()
    {
        Watch("a:1").OnError("client", AllDown);

        Assert.EndsWith("2/2 brokers are down", Assert.Single(_lines.All));
    }

    [Fact]
    public void A_load_balancer_that_turns_away_is_one_line_at_once()
    {
        var watch = Watch(LoadBalancer);

        watch.OnLog(new("client", SyslogLevel.Error, "FAIL", Expired($"{LoadBalancer}/bootstrap")));
        watch.OnError("client", Distrust($"{LoadBalancer}/bootstrap"));
        watch.OnError("client", new(ErrorCode.Local_AllBrokersDown, "1/1 brokers are down"));
        watch.OnError("client", Distrust($"{LoadBalancer}/bootstrap"));

        string line = Assert.Single(_lines.All);
        Assert.Contains($"Kafka at {LoadBalancer}", line);
        Assert.Contains("certificate", line);
    }

    [Fact]
    public void Brokers_that_turn_away_behind_a_load_balancer_that_let_in_are_told_of_once_each_and_end_nothing_before_all_are_down()
    {
        var watch = Watch(LoadBalancer, _guard);

        for (int round = 0; round < 3; round++)
            foreach (int broker in (int[])[2, 3])
            {
                watch.OnLog(new("client", SyslogLevel.Error, "FAIL", Expired($"127.0.0.1:{broker}/{broker}")));
                watch.OnError("client", Distrust($"127.0.0.1:{broker}/{broker}"));
            }
        Assert.Equal(["127.0.0.1:2", "127.0.0.1:3"], _lines.All.Select(line => line.Split("Kafka at ")[1].Split(": ")[0]));
        Assert.False(_guard.IsShut);
        watch.OnError("client", AllDown);

        Assert.True(_guard.IsShut);
    }

    [Fact]
    public void A_load_balancer_that_turns_away_later_ends_nothing_as_long_as_a_broker_may_let_in()
    {
        var watch = Watch(LoadBalancer, _guard);

        watch.OnError("client", new(ErrorCode.Local_Transport, "sasl_ssl://127.0.0.1:2/2: Disconnected (after 9ms in state UP)"));
        watch.OnError("client", Distrust($"{LoadBalancer}/bootstrap"));
        Assert.False(_guard.IsShut);
        Assert.Contains($"Kafka at {LoadBalancer}", _lines.All[^1]);
        watch.OnError("client", AllDown);

        Assert.True(_guard.IsShut);
    }

    // Without a guard, so that a line is a line and ends nothing.
    private AccessWatch Watch(string addresses, AccessGuard? guard = null) =>
        new("Admin:Config", new AdminClientConfig { BootstrapServers = addresses, SaslMechanism = SaslMechanism.Plain }, guard, _lines);

    private static Error Refusal(string address) => new(ErrorCode.Local_Authentication, Text(address));

    private static LogMessage Failed(string address) => new("client", SyslogLevel.Error, "FAIL", Text(address));

    private static string Text(string address) => $"sasl_ssl://{address}/bootstrap: SASL authentication error: Authentication failed: invalid credentials (after 5ms in state AUTH_REQ)";

    private static Error Distrust(string broker) => new(ErrorCode.Local_Ssl, Expired(broker));

    private static string Expired(string broker) =>
        $"sasl_ssl://{broker}: SSL handshake failed: error:0A000086:SSL routines::certificate verify failed: broker certificate could not be verified (after 5ms in state SSL_HANDSHAKE)";

    private sealed class Lines : ILogger
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Add(formatter(state, exception));
    }
}
