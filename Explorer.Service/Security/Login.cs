using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Explorer.Service.Security;

/// <summary>
/// A login with OpenID Connect (authorization code with PKCE), where it is configured. Then every page, the circuit and every API needs it;
/// <c>/health</c> and <c>/alive</c> stay open.
/// </summary>
internal static partial class Login
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(8);

    public static void AddLogin(this IHostApplicationBuilder builder)
    {
        var login = LoginOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(new LoginAccess(login));
        if (login is null)
            return;
        builder.Services.AddAuthentication(options =>
            {
                options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie(cookie =>
            {
                cookie.Cookie.Name = "explorer";
                cookie.Cookie.HttpOnly = true;
                cookie.ExpireTimeSpan = Lasts;
            })
            .AddOpenIdConnect(options => Configure(options, login));
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    public static void UseLogin(this WebApplication app)
    {
        if (app.Services.GetRequiredService<LoginAccess>().Options is not { } login)
            return;
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Login).FullName!);
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception e) when (IsProviderAway(e) && !context.Response.HasStarted)
            {
                // The outer exceptions hold the inner ones' traces in their messages.
                LogAway(logger, login.Authority, e.GetBaseException().Message);
                await Results.Text($"The login at {login.Authority} does not answer. Try again in a moment.", statusCode: StatusCodes.Status503ServiceUnavailable)
                    .ExecuteAsync(context);
            }
        });
        app.UseAuthentication();
        app.UseAuthorization();
    }

    private static void Configure(OpenIdConnectOptions options, LoginOptions login)
    {
        options.Authority = login.Authority.ToString();
        options.RequireHttpsMetadata = login.Authority.Scheme == Uri.UriSchemeHttps;
        options.ClientId = login.ClientId;
        options.ClientSecret = login.ClientSecret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // The way back is a link, not a form that another site posts here.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.MapInboundClaims = false;
        options.TokenValidationParameters.NameClaimType = "name";
        options.Events.OnRedirectToIdentityProvider = context =>
        {
            // A program, or a circuit, can't log in: it is told instead of being sent away.
            if (context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/_blazor"))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                context.HandleResponse();
            }
            return Task.CompletedTask;
        };
        options.Events.OnRemoteFailure = async context =>
        {
            context.HandleResponse();
            await Results.Text($"The login was not completed: {context.Failure?.Message}", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context.HttpContext);
        };
    }

    private static bool IsProviderAway(Exception e) => e is HttpRequestException or InvalidOperationException { InnerException: IOException or HttpRequestException };

    [LoggerMessage(LogLevel.Warning, "The login at {Authority} does not answer: {Reason}")]
    private static partial void LogAway(ILogger logger, Uri authority, string reason);
}

/// <summary>Whether people have to log in.</summary>
/// <param name="Options">With whom; null if nobody has to.</param>
internal sealed record LoginAccess(LoginOptions? Options);
