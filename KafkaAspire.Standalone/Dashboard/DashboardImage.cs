using System.Globalization;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Standalone.Dashboard;

/// <summary>The dashboard as a container.</summary>
/// <param name="Engine">What runs it.</param>
internal sealed record DashboardImage(ContainerEngine Engine) : DashboardSource
{
    public const string Name = "mcr.microsoft.com/dotnet/aspire-dashboard:latest";

    // Where the image listens.
    private const int PagePort = 18888;
    private const int OtlpPort = 18889;

    public override RunDashboard Start(DashboardAccess access, string log)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"kafka-aspire-dashboard-{Environment.ProcessId}");
        var container = ContainerLife.Begin(Engine, name);
        var process = ChildProcess.Start(new(Engine.Command,
        [
            "run", "--rm", "--name", name,
            "--publish", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{access.PagePort}:{PagePort}"),
            "--publish", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{access.OtlpPort}:{OtlpPort}"),
            // By name only: the values come from the environment, as everybody on this machine can read a command line.
            .. access.Secrets.Keys.SelectMany(secret => new[] { "--env", secret }),
            Name,
        ])
        {
            Environment = access.Secrets,
            OutputFile = log,
        });
        return new(access, process, log, container);
    }
}
