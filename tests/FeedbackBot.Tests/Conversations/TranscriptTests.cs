namespace FeedbackBot.Tests.Conversations;

public class TranscriptTests
{
    private static string Folder => Path.Combine(Visit.RepositoryRoot(), "tests", "FeedbackBot.Tests", "Conversations", "Transcripts");

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder, "*.txt", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public Task The_conversation_goes_as_written(string file) => new Transcript(Path.Combine(Folder, file)).Play();

    [Fact]
    public void Both_languages_have_the_same_transcripts()
    {
        var names = Directory.EnumerateDirectories(Folder)
            .Select(d => string.Join(' ', Directory.EnumerateFiles(d).Select(Path.GetFileName).Order(StringComparer.Ordinal))).ToList();
        names.Count.ShouldBe(2);
        names[0].ShouldBe(names[1]);
    }
}
