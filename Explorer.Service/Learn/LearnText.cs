namespace Explorer.Service.Learn;

/// <summary>Everything that the page Learn says, in one language.</summary>
public sealed class LearnText
{
    /// <summary>The language.</summary>
    public required string Code { get; init; }

    /// <summary>The page's heading.</summary>
    public required string Title { get; init; }

    /// <summary>What the page is.</summary>
    public required string Lead { get; init; }

    /// <summary>Stands before a cluster's own data.</summary>
    public required string Now { get; init; }

    /// <summary>Where there is nothing to show yet.</summary>
    public required string Nothing { get; init; }

    /// <summary>Where the brokers do not tell it.</summary>
    public required string NotTold { get; init; }

    /// <summary>The concepts.</summary>
    public required IReadOnlyDictionary<Concept, ConceptText> Concepts { get; init; }

    /// <summary>The page's other phrases, by the English one.</summary>
    public required IReadOnlyDictionary<string, string> Phrases { get; init; }

    /// <summary>A phrase.</summary>
    /// <param name="english">What it is in English, with {0} and so on for what is put in.</param>
    /// <param name="values">What is put in.</param>
    public string this[string english, params object?[] values] => string.Format(Phrases.GetValueOrDefault(english, english), values);

    /// <summary>The text in a language.</summary>
    /// <param name="code">The language.</param>
    public static LearnText Of(string code) => code == Language.Portuguese ? PortugueseText.Value : EnglishText.Value;
}
