namespace FeedbackBot.Host.Demo;

/// <summary>Who says what, when and where; and how it will go. The times of what follows come from the promises made.</summary>
internal sealed record CasePlan
{
    public required int Index { get; init; }

    public required DateTime At { get; init; }

    /// <summary>1…13; 14 is the week that is still running.</summary>
    public required int Week { get; init; }

    public required string Language { get; init; }

    public required SampleCase Matter { get; init; }

    public required string Text { get; init; }

    /// <summary>The listening post.</summary>
    public required string Post { get; init; }

    /// <summary>Null is an unknown visitor.</summary>
    public SampleAccount? Account { get; init; }

    public SampleContact? Contact { get; init; }

    /// <summary>What stands for {product}, {order}…</summary>
    public required IReadOnlyDictionary<string, string> Slots { get; init; }

    public required CaseCourse Course { get; init; }

    public bool IsChat => Post is "webchat" or "teams";

    public string Fill(string text)
    {
        foreach (var (name, value) in Slots)
        {
            text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        }

        return text;
    }
}

/// <summary>How a case goes once it is filed.</summary>
internal sealed record CaseCourse
{
    /// <summary>Working time until the first answer, as a share of what was promised; above 1 the promise is broken. Null: nobody answers.</summary>
    public double? FirstResponse { get; init; }

    /// <summary>Working time until it is resolved, as a share of what was promised. Null: it stays open.</summary>
    public double? Resolution { get; init; }

    public bool Noted { get; init; }

    /// <summary>The customer writes again before it is resolved.</summary>
    public bool FollowedUp { get; init; }

    public bool Reopened { get; init; }

    public bool Held { get; init; }

    public bool Withdrawn { get; init; }

    /// <summary>The customer begins with a word such as "complaint" instead of the matter.</summary>
    public bool BeginsWithKind { get; init; }

    /// <summary>1…5; null: the question how it went is not answered.</summary>
    public int? Rating { get; init; }

    public string? Reason { get; init; }

    /// <summary>The customer would rather not rate.</summary>
    public bool Dismissed { get; init; }

    public double AnswerHours { get; init; }
}
