using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Access;

namespace KafkaAspire.Services.Tests.Security;

/// <summary>The client tells what it meets in no order that can be relied on: whoever listens still says it in one line.</summary>
public sealed class AccessWatchTests
{
    private static readonly Error AllDown = new(ErrorCode.Local_AllBrokersDown, "2/2 brokers are down");
    private readonly Lines _lines = new();

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

    // Without a guard, so that a line is a line and ends nothing.
    private AccessWatch Watch(string addresses) => new("Admin:Config", new AdminClientConfig { BootstrapServers = addresses, SaslMechanism = SaslMechanism.Plain }, null, _lines);

    private static Error Refusal(string address) => new(ErrorCode.Local_Authentication, Text(address));

    private static LogMessage Failed(string address) => new("client", SyslogLevel.Error, "FAIL", Text(address));

    private static string Text(string address) => $"sasl_ssl://{address}/bootstrap: SASL authentication error: Authentication failed: invalid credentials (after 5ms in state AUTH_REQ)";

    private sealed class Lines : ILogger
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Add(formatter(state, exception));
    }
}
