namespace KafkaAspire.Services.Tests.Running;

public sealed class WrongSettingTests
{
    [Theory]
    [InlineData("Producer__Source", "carrier pigeon", "generate, file, http")]
    [InlineData("Producer__MaxInFlight", "0", "from 1")]
    [InlineData("Producer__Generate__Rate", "fast", "whole numbers")]
    [InlineData("Producer__Generate__Seed", "x", "whole numbers")]
    [InlineData("Producer__Journal__Records", "perhaps", "true and false")]
    [InlineData("Telemetry__TracesPerSecond", "-1", "numbers from 0")]
    [InlineData("Telemetry__TracesPerSecond", "many", "numbers from 0")]
    [InlineData("Telemetry__TracesPerSecond", "NaN", "numbers from 0")]
    [InlineData("Telemetry__ClientStatisticsSeconds", "-1", "whole numbers")]
    [InlineData("ConnectionStrings__kafka", "broker", "HOST:PORT")]
    [InlineData("ConnectionStrings__kafka", "", "HOST:PORT")]
    public async Task A_producer_refuses_it_in_one_line_with_code_2(string name, string value, string allowed)
    {
        await using var wrong = ServiceProcess.Producer(name == "ConnectionStrings__kafka" ? value : "127.0.0.1:1", new() { [name] = value });
        await AssertRefusedAsync(wrong, name, value, allowed);
    }

    [Theory]
    [InlineData("Consumer__Delivery", "maybe-once", "at-most-once, at-least-once, exactly-once")]
    [InlineData("Consumer__Sink", "drain", "database, topic")]
    [InlineData("Consumer__BatchSize", "-1", "from 1")]
    [InlineData("ConnectionStrings__ledger", "somewhere", "Data Source=FILE")]
    public async Task A_consumer_refuses_it_in_one_line_with_code_2(string name, string value, string allowed)
    {
        await using var wrong = ServiceProcess.Consumer("127.0.0.1:1", name == "ConnectionStrings__ledger" ? value : "", new() { [name] = value });
        await AssertRefusedAsync(wrong, name, name == "ConnectionStrings__ledger" ? "" : value, allowed);
    }

    private static async Task AssertRefusedAsync(ServiceProcess service, string name, string value, string allowed)
    {
        Assert.Equal(2, await service.WaitForExitAsync());
        string line = Assert.Single(service.Log.Split('\n'));
        Assert.Contains(name.Replace("__", ":"), line);
        Assert.Contains(value, line);
        Assert.Contains(allowed, line);
    }
}
