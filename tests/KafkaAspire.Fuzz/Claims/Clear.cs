namespace KafkaAspire.Fuzz.Claims;

/// <summary>The claim about every text that goes to a person.</summary>
internal static class Clear
{
    /// <summary>One line, none too long, nothing that a terminal would act upon.</summary>
    public static void IsOneLine(string? text)
    {
        Assert.False(string.IsNullOrWhiteSpace(text));
        Assert.DoesNotContain(text, char.IsControl);
        Assert.InRange(text.Length, 1, 500);
    }
}
