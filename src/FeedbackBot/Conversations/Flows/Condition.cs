using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>When a need is asked, a text fits or an effect happens: a closed list of tests, all of which must hold.</summary>
internal sealed record Condition
{
    public const string SimilarIdea = "similar_idea";

    public static readonly IReadOnlyList<string> KnownThings = ["name", "open_ticket", "ticket", "own_ticket", SimilarIdea, "identified"];

    /// <summary>This need has an answer.</summary>
    public string? Answered { get; init; }

    /// <summary>This need has none.</summary>
    public string? NotAnswered { get; init; }

    /// <summary>The need whose answer is compared with <see cref="Is"/>.</summary>
    public string? Answer { get; init; }

    public IReadOnlyList<string> Is { get; init; } = [];

    /// <summary>It is also met where this is one of several that were picked.</summary>
    public string? Among { get; init; }

    /// <summary>Any of these was recognised in the matter.</summary>
    public ReadingFlags Flags { get; init; }

    /// <summary>The message is mainly about one of these.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Known before anything was asked.</summary>
    public string? Known { get; init; }

    /// <summary>Not known before anything was asked.</summary>
    public string? NotKnown { get; init; }

    /// <summary>Any of these phrases stands in the message.</summary>
    public Phrases Heard { get; init; } = Phrases.None;

    public bool Holds(Circumstances now) =>
        (Answered is null || now.Answer(Answered) is not null)
        && (NotAnswered is null || now.Answer(NotAnswered) is null)
        && (Answer is null || (now.Answer(Answer) is { } given && (Is.Contains(given) || (Among is not null && given.Split(',').Contains(Among)))))
        && (Flags == ReadingFlags.None || (now.Flags & Flags) != 0)
        && (Topics.Count == 0 || (now.Topic is { } topic && Topics.Contains(topic)))
        && (Known is null || now.Known(Known) is not null)
        && (NotKnown is null || now.Known(NotKnown) is null)
        && (Heard == Phrases.None || Heard.IsIn(now.Plain));
}

/// <summary>What conditions and placeholders look at.</summary>
internal sealed record Circumstances(
    Func<string, string?> Answer, ReadingFlags Flags, string? Topic, Func<string, string?> Known, string Plain);
