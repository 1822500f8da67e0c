namespace Explorer.Service.Security;

/// <summary>Registers who may see and change what.</summary>
internal static class SecurityExtensions
{
    public static void AddSecurity(this IHostApplicationBuilder builder)
    {
        builder.AddLocalHosts();
        builder.AddWriteAccess();
        builder.AddLogin();
        builder.Services.AddScoped<ActionLog>();
    }

    public static void UseSecurity(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseSameOrigin();
        app.UseLogin();
        app.UseAntiforgery();
    }
}
