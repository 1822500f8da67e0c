using KafkaAspire.LocalCluster;
using KafkaAspire.Standalone.Run;
using KafkaAspire.Standalone.Services;

namespace KafkaAspire.Standalone.View;

/// <summary>What the keys of the live view do.</summary>
internal sealed class KeyCommands(RunScene scene, Interruption interruption, Action<string> say)
{
    public const string Legend = "+ - consumers   k kill -9 a consumer   b kill/restart a broker   q end";

    private Task _brokerCommand = Task.CompletedTask;
    private Task _stopping = Task.CompletedTask;
    private int _brokerKills;

    /// <summary>Completes when what the keys began is done.</summary>
    public Task Settled => Task.WhenAll(_brokerCommand, _stopping);

    public void Press(ConsoleKeyInfo key)
    {
        if (key.KeyChar is 'q' or 'Q' || key is { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control })
        {
            say(interruption.End.IsCancellationRequested ? "ending at once" : "ending: producers first, then the rest is settled; once more ends at once");
            interruption.Ask();
            return;
        }
        if (interruption.End.IsCancellationRequested)
            return;
        switch (key.KeyChar)
        {
            case '+': AddConsumer(); break;
            case '-': StopConsumer(); break;
            case 'k' or 'K': KillConsumer(); break;
            case 'b' or 'B': KillOrRestartBroker(); break;
        }
    }

    private IReadOnlyList<ServiceProcess> RunningConsumers() =>
        [.. scene.Fleet.Of(ServiceKind.Consumer).Where(consumer => consumer.IsRunning && !consumer.EndIsWanted)];

    private void AddConsumer() =>
        say(scene.Fleet.AreConsumersLeaving ? "the run ends: no consumer joins any more" : $"{scene.Fleet.AddConsumer()} started");

    private void StopConsumer()
    {
        var running = RunningConsumers();
        if (running.Count < 2)
        {
            say("the last consumer stays; k kills it");
            return;
        }
        say($"{running[^1].Name} is asked to leave");
        _stopping = Task.WhenAll(_stopping, running[^1].StopAsync(interruption.EndAtOnce));
    }

    private void KillConsumer()
    {
        // The one that has run longest: it is in the middle of its work.
        if (RunningConsumers() is not [var oldest, ..])
        {
            say("no consumer runs; + starts one");
            return;
        }
        oldest.Kill();
        say($"{oldest.Name} killed (kill -9 {oldest.ProcessId})");
    }

    private void KillOrRestartBroker()
    {
        if (scene.Brokers.Own is not { } cluster)
        {
            say("these brokers are not this run's to kill");
            return;
        }
        if (_brokerCommand.IsCompleted)
            _brokerCommand = Task.Run(() => KillOrRestartAsync(cluster));
    }

    private async Task KillOrRestartAsync(ILocalCluster cluster)
    {
        try
        {
            if (cluster.Brokers.FirstOrDefault(broker => !broker.IsUp) is { } down)
            {
                say($"broker {down.Id} is started again");
                await cluster.StartBrokerAsync(down.Id, interruption.EndAtOnce);
                say($"broker {down.Id} is back");
            }
            else
            {
                // In turn, so that each time leaders and, on Apache Kafka, now and then the controller are hit.
                var next = cluster.Brokers[_brokerKills++ % cluster.Brokers.Count];
                await cluster.KillBrokerAsync(next.Id, interruption.EndAtOnce);
                say($"broker {next.Id} killed");
            }
        }
        catch (LocalClusterException e)
        {
            say(e.Message);
        }
        catch (OperationCanceledException)
        {
            // The run ends at once, and the brokers with it.
        }
    }
}
