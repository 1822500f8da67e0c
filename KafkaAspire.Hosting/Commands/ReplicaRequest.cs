using System.Net;
using Aspire.Hosting.ApplicationModel;

namespace KafkaAspire.Hosting.Commands;

/// <summary>A request to one replica, at the port that it listens on behind Aspire's proxy.</summary>
internal static class ReplicaRequest
{
    private const string UrlsVariable = "ASPNETCORE_URLS";
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(30) };

    public static async Task<ExecuteCommandResult> PostAsync(ExecuteCommandContext context, string path)
    {
        if (Address(ReplicaState.Of(context)) is not { } address)
            return CommandResults.Failure($"{context.ResourceName} listens at no address that is known");
        try
        {
            using var response = await Client.PostAsync(new Uri(address, path), content: null, context.CancellationToken);
            if (response.IsSuccessStatusCode)
                return CommandResults.Success($"{context.ResourceName}: {path} done");
            return CommandResults.Failure(response.StatusCode == HttpStatusCode.NotFound
                ? $"{context.ResourceName} has no {path} in this mode"
                : $"{context.ResourceName} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(context.CancellationToken)}");
        }
        catch (HttpRequestException e)
        {
            return CommandResults.Failure($"{context.ResourceName}: {e.Message}");
        }
    }

    private static Uri? Address(CustomResourceSnapshot? snapshot)
    {
        string? urls = snapshot?.EnvironmentVariables.FirstOrDefault(v => v.Name == UrlsVariable)?.Value;
        // Plain HTTP where there is a choice: the development certificate may not be trusted here.
        return urls?.Split(';', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).FirstOrDefault() is { } url
            && Uri.TryCreate(url.Replace("://*", "://localhost").Replace("://+", "://localhost"), UriKind.Absolute, out var address)
            ? address
            : null;
    }
}
