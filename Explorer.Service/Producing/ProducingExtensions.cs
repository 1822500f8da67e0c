namespace Explorer.Service.Producing;

/// <summary>Registers what the page Produce needs.</summary>
internal static class ProducingExtensions
{
    public static void AddProducing(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MessageSender>();
        builder.Services.AddSingleton<FileUpload>();
        builder.Services.AddSingleton<SettledLedger>();
        builder.Services.AddSingleton<Experiments>();
    }
}
