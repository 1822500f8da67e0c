namespace KafkaAspire.AppHost.Tests.Publishing;

public class SecretTests
{
    private const string Planted = "planted-7Hq2";

    [Theory]
    [InlineData("compose", "${POSTGRES_PASSWORD}")]
    [InlineData("kubernetes", ".postgres_password }}")]
    public async Task A_secret_parameter_is_in_no_published_file_and_its_place_is(string kind, string place)
    {
        var folder = await PublishedFiles.WriteAsync(kind, TestContext.Current.CancellationToken, new() { ["Parameters__postgres-password"] = Planted });
        try
        {
            var texts = folder.EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Select(file => File.ReadAllText(file.FullName)).ToList();
            Assert.DoesNotContain(texts, text => text.Contains(Planted, StringComparison.Ordinal));
            Assert.Contains(texts, text => text.Contains(place, StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
