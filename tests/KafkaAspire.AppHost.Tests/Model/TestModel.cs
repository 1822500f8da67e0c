using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaAspire.AppHost.Tests.Model;

/// <summary>Applications that are declared and looked at, never started.</summary>
internal static class TestModel
{
    public static IDistributedApplicationBuilder Running()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
        // Only who starts an application has an orchestrator to name.
        builder.Configuration["DcpPublisher:CliPath"] = builder.Configuration["DcpPublisher:DashboardPath"] = "not-started";
        return builder;
    }

    public static IDistributedApplicationBuilder Publishing() =>
        DistributedApplication.CreateBuilder(["--operation", "publish", "--step", "publish", "--output-path", Path.GetTempPath()]);

    /// <summary>Lets whoever waits for the whole model do what they wait for.</summary>
    public static async Task CompleteAsync(this DistributedApplication application)
    {
        var model = application.Services.GetRequiredService<DistributedApplicationModel>();
        await application.Services.GetRequiredService<IDistributedApplicationEventing>().PublishAsync(new BeforeStartEvent(application.Services, model));
    }

    /// <summary>Gives an endpoint a port, as the orchestrator does when it starts the container.</summary>
    public static void Allocate(KafkaServerResource broker, int port)
    {
        var endpoint = broker.Annotations.OfType<EndpointAnnotation>().Single(e => e.Name == "tcp");
        endpoint.AllocatedEndpoint = new(endpoint, "localhost", port);
    }

    /// <summary>The variables of a resource: values in run mode, expressions in a deployment.</summary>
    public static async Task<Dictionary<string, string>> EnvironmentAsync(this IDistributedApplicationBuilder builder, IResource resource)
    {
        var context = new EnvironmentCallbackContext(builder.ExecutionContext, resource);
        foreach (var callback in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await callback.Callback(context);
        Dictionary<string, string> variables = [];
        foreach (var (name, value) in context.EnvironmentVariables)
            variables[name] = await ValueAsync(builder, resource, value);
        return variables;
    }

    private static async Task<string> ValueAsync(IDistributedApplicationBuilder builder, IResource resource, object value) => value switch
    {
        string text => text,
        IManifestExpressionProvider expression when builder.ExecutionContext.IsPublishMode => expression.ValueExpression,
        IValueProvider provider => await provider.GetValueAsync(new ValueProviderContext { Caller = resource, ExecutionContext = builder.ExecutionContext }) ?? "",
        _ => value.ToString() ?? "",
    };
}
