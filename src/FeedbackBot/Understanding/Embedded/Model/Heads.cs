namespace FeedbackBot.Understanding.Embedded.Model;

/// <summary>One question that the model answers about a message, and where its answers stand among the model's outputs.</summary>
internal sealed record Head(int Index, string Name, string[] Labels, int First)
{
    public int Count => Labels.Length;
}

/// <summary>The heads of the embedded model, in the order of its outputs.</summary>
internal static class Heads
{
    /// <summary>In the order of <see cref="Understanding.Sentiment"/>; good and bad in balance are neutral here.</summary>
    public static readonly Head Sentiment = new(0, "sentiment", ["negative", "neutral", "positive"], 0);

    /// <summary>In the order of <see cref="FeedbackKind"/>.</summary>
    public static readonly Head Kind = new(1, "kind", ["complaint", "suggestion", "praise", "question", "other"], 3);

    public static readonly Head Topic = new(2, "topic", Vocabulary.Topics, 8);

    /// <summary>In the order of <see cref="Understanding.Urgency"/>; what is critical is told by flags.</summary>
    public static readonly Head Urgency = new(3, "urgency", ["low", "normal", "high"], 17);

    /// <summary>Asked of text in Latin letters; scripts tell the rest.</summary>
    public static readonly Head Language = new(4, "language", ["en", "und"], 20);

    public static readonly Head[] All = [Sentiment, Kind, Topic, Urgency, Language];

    public const int Outputs = 22;
}
