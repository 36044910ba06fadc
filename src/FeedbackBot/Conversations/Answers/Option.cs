namespace FeedbackBot.Conversations.Answers;

/// <summary>One value of a choice or a rating: its button and the words that mean it.</summary>
internal sealed record Option
{
    public required string Value { get; init; }

    /// <summary>Null shows no button.</summary>
    public Wording? Label { get; init; }

    /// <summary>Words that mean it when it was asked for, or when a wish stands before them.</summary>
    public Phrases Words { get; init; } = Phrases.None;

    /// <summary>Those of its words that are plain enough to be told when misspelt.</summary>
    public IReadOnlyList<string> Spellings { get; init; } = [];

    /// <summary>Words that mean it wherever they stand.</summary>
    public Phrases Demands { get; init; } = Phrases.None;

    /// <summary>Words that mean it when nothing else says what is wanted: people who mention a refund mostly want one.</summary>
    public Phrases Mentions { get; init; } = Phrases.None;

    /// <summary>Anything that is none of the others is this.</summary>
    public bool Otherwise { get; init; }

    public string Name(string language) => Label?.Cases[^1] is not { } label ? Value
        : language == Languages.English ? label.English[0] : label.Chinese[0];
}
