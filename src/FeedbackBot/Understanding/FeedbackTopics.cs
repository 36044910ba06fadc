using FeedbackBot.Understanding.Embedded;

namespace FeedbackBot.Understanding;

/// <summary>The topics that feedback may be about, as the readers name them.</summary>
public static class FeedbackTopics
{
    /// <summary>In the order of their definition; the last is for everything else.</summary>
    public static IReadOnlyList<string> All => Vocabulary.Topics;
}
