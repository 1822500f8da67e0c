using System.Globalization;
using KafkaAspire.LocalCluster;
using KafkaAspire.Standalone.Services;

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
        string container = string.Create(CultureInfo.InvariantCulture, $"kafka-aspire-dashboard-{Environment.ProcessId}");
        var settings = access.Secrets.Concat(ServiceLog.Settings).ToDictionary();
        var life = ContainerLife.Begin(Engine, container);
        var process = ChildProcess.Start(new(Engine.Command,
        [
            "run", "--rm", "--name", container,
            "--publish", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{access.PagePort}:{PagePort}"),
            "--publish", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{access.OtlpPort}:{OtlpPort}"),
            // By name only: the values come from the environment, as everybody on this machine can read a command line.
            .. settings.Keys.SelectMany(name => new[] { "--env", name }),
            Name,
        ])
        {
            Environment = settings,
            OutputFile = log,
        });
        return new(access, process, log, life);
    }
}
