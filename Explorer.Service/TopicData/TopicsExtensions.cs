namespace Explorer.Service.TopicData;

/// <summary>Registers what is known of topics, and what creates them.</summary>
internal static class TopicsExtensions
{
    public static void AddTopics(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TopicSettings>();
        builder.Services.AddSingleton<TopicCreation>();
        builder.Services.AddSingleton<LogDirectories>();
    }
}
