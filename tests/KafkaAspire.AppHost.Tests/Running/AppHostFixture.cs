namespace KafkaAspire.AppHost.Tests.Running;

/// <summary>One run of the AppHost that the tests of a class share; none where it can't be had.</summary>
public sealed class AppHostFixture : IAsyncLifetime
{
    private RunningApp? _app;
    private string? _missing;

    /// <summary>The run; skips the test where there is none.</summary>
    internal RunningApp App
    {
        get
        {
            Assert.SkipWhen(_app is null, _missing ?? "the AppHost does not run");
            return _app!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _missing = await ContainerEngine.MissingAsync();
        if (_missing is null)
            _app = await RunningApp.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
