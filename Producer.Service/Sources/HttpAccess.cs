using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Producer.Service.Sources;

/// <summary>Keeps from the endpoints that change something whoever has no key or token, and from the service whoever asks too much of it.</summary>
internal static class HttpAccess
{
    private const string Header = "X-Api-Key";
    private const string Policy = "requests";

    public static void AddHttpAccess(this IHostApplicationBuilder builder)
    {
        var options = HttpOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxConcurrentConnections = options.MaxConnections);
        if (options.Token is { } token)
        {
            builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(token.Apply);
            builder.Services.AddAuthorization();
        }
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.OnRejected = RefuseAsync;
            limiter.AddPolicy(Policy, context => options.RequestsPerSecond == 0
                ? RateLimitPartition.GetNoLimiter("")
                : RateLimitPartition.GetTokenBucketLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "", _ => Bucket(options.RequestsPerSecond)));
        });
    }

    /// <summary>The endpoints that change something: with a key, or tokens, they answer only who brings one, and only so often.</summary>
    public static RouteGroupBuilder MapWrites(this WebApplication app)
    {
        app.UseRateLimiter();
        var options = app.Services.GetRequiredService<HttpOptions>();
        byte[] key = Encoding.UTF8.GetBytes(options.ApiKey);
        var writes = app.MapGroup("").RequireRateLimiting(Policy);
        if (options.Token is not null)
        {
            app.UseAuthentication();
            app.UseAuthorization();
            writes.RequireAuthorization();
        }
        if (key.Length > 0)
            writes.AddEndpointFilter((context, next) => HasKey(context.HttpContext.Request, key) ? next(context) : ValueTask.FromResult<object?>(Unauthorized()));
        return writes;
    }

    // In equal time whatever was sent, so that the time tells nothing of the key.
    private static bool HasKey(HttpRequest request, byte[] key) =>
        request.Headers[Header] is [{ } given] && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), key);

    private static IResult Unauthorized() => TypedResults.Problem(
        statusCode: StatusCodes.Status401Unauthorized, title: "Who are you?", detail: $"The header {Header} is missing or wrong; the key of this service (Producer:Http:ApiKey) is needed.");

    private static async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var response = context.HttpContext.Response;
        if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await TypedResults.Problem(
            statusCode: StatusCodes.Status429TooManyRequests, title: "Too many requests.",
            detail: "Several transactions fit in one request, as an array; more requests are allowed by Producer:Http:RequestsPerSecond.").ExecuteAsync(context.HttpContext);
    }

    // The bucket holds a second's worth, and is filled each second: smaller portions would round a rate that is no multiple of them.
    private static TokenBucketRateLimiterOptions Bucket(int perSecond) => new()
    {
        TokenLimit = perSecond,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    };
}
