namespace FeedbackBot.Understanding.Embedded;

/// <summary>All that is known about one phrase, put together from every section that lists it.</summary>
internal sealed class LexiconEntry(string phrase)
{
    public string Phrase { get; } = phrase;

    /// <summary>−3 (hateful) … 3 (delightful).</summary>
    public float Feeling { get; set; }

    /// <summary>What the phrase feels like when it is negated, for things that are expected: "arrived" is nothing, "not arrived" is bad.</summary>
    public float Lack { get; set; }

    public float[]? Kinds { get; set; }

    public float[]? Topics { get; set; }

    public ReadingFlags Flags { get; set; }

    public Urgency Urgency { get; set; }

    public Roles Roles { get; set; }

    /// <summary>It stands in an English file.</summary>
    public bool English { get; set; }

    /// <summary>Says nothing, and hides what it contains.</summary>
    public bool Plain { get; set; }

    public bool Has(Roles roles) => (Roles & roles) != 0;

    /// <summary>What is unsaid here is taken from the phrases inside.</summary>
    public void Take(LexiconEntry inner)
    {
        if (Feeling == 0 && Lack == 0) Feeling = inner.Feeling;
        Kinds ??= inner.Kinds;
        Topics ??= inner.Topics;
        Flags |= inner.Flags;
        Roles |= inner.Roles;
        if (inner.Urgency > Urgency) Urgency = inner.Urgency;
    }
}
