using Microsoft.Extensions.Primitives;

namespace Explorer.Service.Learn;

/// <summary>
/// The language in which the concepts are told: what somebody chose here, else what the browser asks for. Numbers and times are written the same
/// in both, so it needs no culture of .NET.
/// </summary>
public static class Language
{
    /// <summary>English.</summary>
    public const string English = "en";

    /// <summary>Portuguese as in Brazil.</summary>
    public const string Portuguese = "pt-BR";

    private const string Cookie = "language";
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    /// <summary>Finds the language of a request.</summary>
    /// <param name="request">The request.</param>
    public static string Of(HttpRequest? request) =>
        request?.Cookies[Cookie] is English or Portuguese ? request.Cookies[Cookie]! : Preferred(request?.Headers.AcceptLanguage ?? StringValues.Empty);

    /// <summary>Whichever of the two languages a browser would rather have (RFC 9110, 12.5.4).</summary>
    /// <param name="acceptLanguage">The header.</param>
    public static string Preferred(StringValues acceptLanguage) =>
        Microsoft.Net.Http.Headers.StringWithQualityHeaderValue.TryParseList(acceptLanguage, out var wanted)
        && wanted.Where(one => one.Quality is not 0).OrderByDescending(one => one.Quality ?? 1).Select(one => one.Value.ToString().ToLowerInvariant())
            .FirstOrDefault(one => one == "pt" || one.StartsWith("pt-", StringComparison.Ordinal) || one == "en" || one.StartsWith("en-", StringComparison.Ordinal)) is { } first
        && first.StartsWith("pt", StringComparison.Ordinal) ? Portuguese : English;

    /// <summary>Maps the switch: it remembers the choice and shows the page anew.</summary>
    /// <param name="app">The application.</param>
    internal static void MapLanguage(this WebApplication app) => app.MapGet("/learn/language/{code}", (string code, HttpContext context) =>
    {
        if (code is not (English or Portuguese))
            return Results.NotFound();
        context.Response.Cookies.Append(Cookie, code, new() { MaxAge = Remembered, SameSite = SameSiteMode.Strict, HttpOnly = true, IsEssential = true });
        return Results.LocalRedirect("/learn");
    });
}
