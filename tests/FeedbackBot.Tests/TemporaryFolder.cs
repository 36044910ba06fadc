namespace FeedbackBot.Tests;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("feedbackbot-test").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
