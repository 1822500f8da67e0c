using KafkaAspire.Standalone.Run;

namespace KafkaAspire.Standalone.View;

/// <summary>Shows a run to a person or to a log.</summary>
internal interface IRunView : IAsyncDisposable
{
    /// <summary>Whether someone can see it change and press keys.</summary>
    bool IsInteractive { get; }

    /// <summary>Tells something that happened, in one line.</summary>
    void Say(string line);

    /// <summary>Shows the figures of a run from now on, until it is disposed.</summary>
    void Follow(RunScene scene, Interruption interruption);
}
