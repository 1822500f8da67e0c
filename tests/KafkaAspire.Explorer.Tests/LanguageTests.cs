using Explorer.Service.Components.Navigation;
using Explorer.Service.Learn;

namespace KafkaAspire.Explorer.Tests;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("pt-BR,pt;q=0.9,en;q=0.8", Language.Portuguese)]
    [InlineData("pt", Language.Portuguese)]
    [InlineData("pt-PT", Language.Portuguese)]
    [InlineData("en-GB,pt;q=0.5", Language.English)]
    [InlineData("en;q=0.4,pt-BR;q=0.7", Language.Portuguese)]
    [InlineData("de,fr;q=0.5", Language.English)]
    [InlineData("pt;q=0, en;q=0.1", Language.English)]
    [InlineData("", Language.English)]
    [InlineData("not a language;;", Language.English)]
    public void The_browser_is_answered_in_the_language_that_it_prefers(string header, string expected) => Assert.Equal(expected, Language.Preferred(header));

    [Fact]
    public void Every_concept_is_told_in_both_languages()
    {
        foreach (string code in (string[])[Language.English, Language.Portuguese])
            Assert.Equal(Enum.GetValues<Concept>(), LearnText.Of(code).Concepts.Keys.Order());
    }

    [Fact]
    public void Every_page_has_a_name_of_its_own_in_both_languages()
    {
        foreach (string code in (string[])[Language.English, Language.Portuguese])
        {
            var names = PageEntry.All.Select(entry => FrameText.Of(code).Names[entry]).ToList();
            Assert.Equal(names.Distinct(), names);
        }
    }

    [Fact]
    public void A_translated_phrase_has_the_same_places_as_its_original()
    {
        foreach (var (english, portuguese) in LearnText.Of(Language.Portuguese).Phrases)
            Assert.Equal(Places(english), Places(portuguese));
    }

    private static IEnumerable<char> Places(string phrase) => phrase.Where((_, i) => i > 0 && phrase[i - 1] == '{').Order();
}
