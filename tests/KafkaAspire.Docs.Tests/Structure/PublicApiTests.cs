namespace KafkaAspire.Docs.Tests.Structure;

/// <summary>What others may call is written down, so that a change of it is seen in the diff, and is one on purpose.</summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData("KafkaAspire.Hosting")]
    [InlineData("KafkaAspire.ServiceDefaults")]
    public void It_is_what_PublicApi_txt_says(string project)
    {
        var api = PublicApi.Of(project);
        string baseline = $"{project}/PublicApi.txt";
        string[] written = File.Exists(WorkingCopy.PathOf(baseline)) ? File.ReadAllLines(WorkingCopy.PathOf(baseline)) : [];
        Assert.True(api.SequenceEqual(written), $"{baseline} lacks:\n{string.Join('\n', api.Except(written))}\nand has too much:\n{string.Join('\n', written.Except(api))}\n");
    }
}
