namespace Explorer.Service.Learn;

/// <summary>Registers what the page Learn needs.</summary>
internal static class LearnExtensions
{
    public static void AddLearn(this IHostApplicationBuilder builder)
    {
        builder.AddKafkaConsumerFactory();
        builder.Services.AddSingleton<LastMessage>();
    }
}
