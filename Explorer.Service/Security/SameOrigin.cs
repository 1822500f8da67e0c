namespace Explorer.Service.Security;

/// <summary>
/// Refuses what a page from elsewhere sends here. Browsers let any page open a WebSocket to any host, with the visitor's cookies, and SignalR does
/// not look at who does: so the circuit, through which every action goes, is opened to this service's own pages only.
/// </summary>
internal static partial class SameOrigin
{
    private const string Circuit = "/_blazor";

    public static void UseSameOrigin(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SameOrigin).FullName!);
        app.Use(async (context, next) =>
        {
            if (!NeedsOwnPage(context.Request) || IsFromOwnPage(context.Request))
            {
                await next(context);
                return;
            }
            LogRefused(logger, context.Request.Method, context.Request.Path.Value, context.Request.Headers.Origin.ToString());
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        });
    }

    // What only shows something may be linked to from anywhere; the browser keeps the answer from foreign scripts by itself.
    private static bool NeedsOwnPage(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        || request.HttpContext.WebSockets.IsWebSocketRequest
        || request.Headers.Upgrade.Count > 0
        || request.Path.StartsWithSegments(Circuit);

    private static bool IsFromOwnPage(HttpRequest request)
    {
        // Only browsers tell either of the two, and they can't be made to leave them out: a program that tells neither is no page.
        if (request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
            return false;
        // The scheme is left out of it: in front of a service that is shared stands what ends TLS.
        return request.Headers.Origin.ToString() is not { Length: > 0 } origin
            || (Uri.TryCreate(origin, UriKind.Absolute, out var page)
                && page.Host.Equals(request.Host.Host, StringComparison.OrdinalIgnoreCase)
                && page.Port == (request.Host.Port ?? (page.Scheme == Uri.UriSchemeHttps ? 443 : 80)));
    }

    [LoggerMessage(LogLevel.Warning, "refused {Method} {Path}: it comes from a page of {Origin}")]
    private static partial void LogRefused(ILogger logger, string method, string? path, string origin);
}
