namespace FeedbackBot.Conversations;

/// <summary>The phrases of every intent and the small words that hold sentences together (dialogs/words.yaml).</summary>
internal sealed class Vocabulary
{
    public required IReadOnlyDictionary<Intent, Phrases> Intents { get; init; }

    /// <summary>Marks where the words before something end; what must stand right before it is looked for there.</summary>
    public const string End = "¬";

    /// <summary>Polite words that change nothing.</summary>
    public required IReadOnlyList<string> Fillers { get; init; }

    /// <summary>Words that only sentences have; a name, a number or a product has none.</summary>
    public required Phrases SentenceWords { get; init; }

    /// <summary>What stands before something that is not wanted.</summary>
    public required Phrases Negations { get; init; }

    /// <summary>What stands before something that is wanted.</summary>
    public required Phrases Wishes { get; init; }

    /// <summary>What stands before the one that is wanted most.</summary>
    public required Phrases Preferences { get; init; }

    /// <summary>What follows these words is not wanted.</summary>
    public bool Negates(string before) => StandsLast(Negations, before);

    /// <summary>Phrases written to stand right before something stand at the end of these words.</summary>
    public static bool StandsLast(Phrases phrases, string before) => phrases.IsIn(before.TrimEnd() + End);

    public Phrases this[Intent intent] => Intents.GetValueOrDefault(intent, Phrases.None);
}
