namespace Explorer.Service.Security;

/// <summary>Reads <c>Explorer:ReadOnly</c>.</summary>
internal static class WriteAccessExtensions
{
    private const string Key = "Explorer:ReadOnly";

    public static void AddWriteAccess(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton(new WriteAccess(
            builder.Configuration.ReadSwitch(Key, fallback: false) ? $"This Explorer only reads ({Key} is set)." : null));
}
