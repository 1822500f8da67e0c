using Explorer.Service.Offsets;

namespace Explorer.Service.Messages;

/// <summary>Registers what reads messages.</summary>
internal static class MessagesExtensions
{
    public static void AddMessages(this IHostApplicationBuilder builder)
    {
        builder.AddKafkaConsumerFactory();
        builder.Services.AddSingleton(DashboardLink.Read(builder.Configuration));
        builder.Services.AddSingleton<OffsetLookup>();
        builder.Services.AddSingleton<MessageRanges>();
        builder.Services.AddSingleton<MessageSearch>();
        builder.Services.AddSingleton<MessageReader>();
        builder.Services.AddSingleton<OffsetReset>();
    }
}
