using KafkaAspire.LocalCluster;
using KafkaAspire.Standalone.Build;
using KafkaAspire.Standalone.CommandLine;
using KafkaAspire.Standalone.Services;

namespace KafkaAspire.Standalone.Dashboard;

/// <summary>An Aspire dashboard that can be started.</summary>
internal abstract record DashboardSource
{
    /// <summary>Starts it on 127.0.0.1.</summary>
    /// <param name="access">Its addresses and secrets.</param>
    /// <param name="log">A file for what it prints.</param>
    public abstract RunDashboard Start(DashboardAccess access, string log);
}

/// <summary>The dashboard as a program of this machine.</summary>
/// <param name="Path">Its assembly or its executable.</param>
internal sealed record DashboardProgram(string Path) : DashboardSource
{
    /// <summary>What is started, with its arguments.</summary>
    public IReadOnlyList<string> Command => System.IO.Path.GetExtension(Path) == ".dll"
        ? [DotnetCommand.Executable, Path]
        : System.IO.Path.GetFileNameWithoutExtension(Path) == DashboardValue.CliProgram ? [Path, "dashboard"] : [Path];

    public override RunDashboard Start(DashboardAccess access, string log)
    {
        var process = ChildProcess.Start(new(Command[0], [.. Command.Skip(1)])
        {
            Environment = access.Addresses.Concat(access.Secrets).Concat(ServiceLog.Settings).Concat(NotFromHere).ToDictionary(),
            // Its settings files lie there, and none of a directory that this was started in may be taken for one.
            WorkingDirectory = System.IO.Path.GetDirectoryName(Path),
            OutputFile = log,
        });
        return new(access, process, log);
    }

    // What an AppHost or a person has set for another dashboard.
    private static Dictionary<string, string?> NotFromHere => new()
    {
        ["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = null,
        ["DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = null,
        ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = null,
        ["DOTNET_RESOURCE_SERVICE_ENDPOINT_URL"] = null,
        ["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"] = null,
        ["DOTNET_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"] = null,
        ["DASHBOARD__OTLP__HTTPENDPOINTURL"] = null,
        ["DASHBOARD__RESOURCESERVICECLIENT__URL"] = null,
    };
}
