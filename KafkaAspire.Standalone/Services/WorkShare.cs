namespace KafkaAspire.Standalone.Services;

/// <summary>Shares work out so that nothing is left over.</summary>
internal static class WorkShare
{
    /// <param name="total">What there is to share out.</param>
    /// <param name="workers">Among how many.</param>
    /// <param name="number">Which of them, from 1: the first ones take what does not divide.</param>
    public static long Of(long total, int workers, int number) => total / workers + (number <= total % workers ? 1 : 0);
}
