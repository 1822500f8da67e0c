namespace Explorer.Service.Producing;

/// <summary>Registers what the page Produce needs.</summary>
internal static class ProducingExtensions
{
    // Somebody waits for the answer.
    private const int PatienceMilliseconds = 10_000;

    public static void AddProducing(this IHostApplicationBuilder builder)
    {
        builder.AddKafkaProducer<byte[]?, byte[]?>(configure: config =>
        {
            config.MessageTimeoutMs ??= PatienceMilliseconds;
            config.MessageMaxBytes ??= MessageDraft.MostBytes;
        });
        builder.Services.AddSingleton<MessageSender>();
        builder.Services.AddSingleton<FileUpload>();
        builder.Services.AddSingleton<SettledLedger>();
        builder.Services.AddSingleton<Experiments>();
    }
}
