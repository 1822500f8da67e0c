using Explorer.Service.Learn;

namespace Explorer.Service.Components.Navigation;

/// <summary>What stands around every page, in one language.</summary>
public sealed class FrameText
{
    private static readonly FrameText English = new()
    {
        Code = Language.English,
        Skip = "Skip to content",
        Pages = "Pages",
        Names = PageEntry.All.ToDictionary(entry => entry, entry => entry.Name),
        Colors = "Colours",
        SystemColors = "Colours of the system",
        LightColors = "Light colours",
        DarkColors = "Dark colours",
        Live = "Live",
        Asking = "Asking the brokers",
        NoAnswerSince = "No answer since",
    };

    // Dead letters are called so in both.
    private static readonly FrameText Portuguese = new()
    {
        Code = Language.Portuguese,
        Skip = "Ir para o conteúdo",
        Pages = "Páginas",
        Names = PageEntry.All.Zip(["Visão geral", "Tópicos", "Mensagens", "Produzir", "Grupos", "Dead letters", "Auditoria", "Aprender"]).ToDictionary(),
        Colors = "Cores",
        SystemColors = "Cores do sistema",
        LightColors = "Cores claras",
        DarkColors = "Cores escuras",
        Live = "Ao vivo",
        Asking = "Perguntando aos brokers",
        NoAnswerSince = "Sem resposta desde",
    };

    /// <summary>The language.</summary>
    public required string Code { get; init; }

    /// <summary>Leads past the navigation.</summary>
    public required string Skip { get; init; }

    /// <summary>What the navigation is.</summary>
    public required string Pages { get; init; }

    /// <summary>What each page is called.</summary>
    public required IReadOnlyDictionary<PageEntry, string> Names { get; init; }

    /// <summary>What the choice of colours is.</summary>
    public required string Colors { get; init; }

    /// <summary>A choice of colours.</summary>
    public required string SystemColors { get; init; }

    /// <summary>A choice of colours.</summary>
    public required string LightColors { get; init; }

    /// <summary>A choice of colours.</summary>
    public required string DarkColors { get; init; }

    /// <summary>The brokers answer.</summary>
    public required string Live { get; init; }

    /// <summary>The brokers have not answered yet.</summary>
    public required string Asking { get; init; }

    /// <summary>Stands before a time.</summary>
    public required string NoAnswerSince { get; init; }

    /// <summary>The text in a language.</summary>
    /// <param name="code">The language; null is English.</param>
    public static FrameText Of(string? code) => code == Language.Portuguese ? Portuguese : English;
}
