using Microsoft.AspNetCore.Components.Authorization;

namespace Explorer.Service.Security;

/// <summary>Writes down what was changed through this Explorer, and by whom where that is known. One for each circuit.</summary>
internal sealed partial class ActionLog(WriteAccess access, AuthenticationStateProvider users, ILogger<ActionLog> logger)
{
    /// <summary>Asks for leave to change something, and notes what it is before it is done.</summary>
    /// <param name="action">What is about to be done: one line, with what it is done to.</param>
    /// <exception cref="InvalidOperationException">This Explorer only reads.</exception>
    public async Task BeginAsync(string action)
    {
        if (!access.IsAllowed)
            LogRefused(action);
        access.Demand();
        var user = (await users.GetAuthenticationStateAsync()).User;
        LogAction(user.Identity is { IsAuthenticated: true } identity ? NameOf(user, identity.Name) : "a visitor", OneLine(action));
    }

    private static string NameOf(System.Security.Claims.ClaimsPrincipal user, string? name) =>
        OneLine(name ?? user.FindFirst("preferred_username")?.Value ?? user.FindFirst("email")?.Value ?? user.FindFirst("sub")?.Value ?? "somebody who is logged in");

    // What is typed in must not look like another line of the log.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    [LoggerMessage(LogLevel.Information, "{User}: {Action}")]
    private partial void LogAction(string user, string action);

    [LoggerMessage(LogLevel.Warning, "refused, this Explorer only reads: {Action}")]
    private partial void LogRefused(string action);
}
