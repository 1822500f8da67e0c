namespace Explorer.Service.DeadLetters;

/// <summary>Registers what the page of dead letters needs.</summary>
internal static class DeadLetterExtensions
{
    public static void AddDeadLetters(this IHostApplicationBuilder builder)
    {
        builder.AddKafkaConsumerFactory();
        builder.Services.AddSingleton<LetterDesk>();
        builder.Services.AddSingleton<ReplayDesk>();
    }
}
