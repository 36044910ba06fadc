namespace FeedbackBot.Understanding;

/// <summary>How the writer feels: good and bad in one message is mixed; no opinion at all is neutral.</summary>
public enum Sentiment { Negative, Neutral, Positive, Mixed }

/// <summary>What a message mainly does. A ticket has one of the first four; small talk and bare answers are other.</summary>
public enum FeedbackKind { Complaint, Suggestion, Praise, Question, Other }

/// <summary>How soon somebody has to look.</summary>
public enum Urgency { Low, Normal, High, Critical }

/// <summary>What was recognised beyond kind and feeling; each has consequences for tone, priority or team.</summary>
[Flags]
public enum ReadingFlags
{
    None = 0,
    Safety = 1,
    SelfHarm = 2,
    Legal = 4,
    Regulator = 8,
    Churn = 16,
    Abuse = 32,
    Spam = 64,
    WantsHuman = 128,
    MoneyWronglyTaken = 256,
    Stranded = 512,
}

/// <summary>Kinds of personal data that are found in text; all but e-mail, phone and name are masked before storage.</summary>
public enum PersonalDataKind { Email, Phone, CardNumber, ResidentId, Passport, BankAccount, DrivingLicence }

/// <summary>A label and the calibrated probability (0…1) that it is right.</summary>
public readonly record struct Claim<T>(T Label, double Confidence);

/// <summary>How the whole message feels: a label, its probability (0…1) and a value from −1 (bad) to 1 (good).</summary>
public sealed record SentimentClaim(Sentiment Label, double Value, double Confidence);

/// <summary>Where personal data stands in the text, in UTF-16 units.</summary>
public readonly record struct PersonalDataSpan(PersonalDataKind Kind, int Start, int Length);

/// <summary>How one sentence of a longer message feels; its place is given in UTF-16 units.</summary>
public sealed record SentenceReading(int Start, int Length, SentimentClaim Sentiment);

/// <summary>One opinion: what it is about (empty where unsaid), the words that judge it, and which way.</summary>
public sealed record Opinion(string About, string Words, Sentiment Felt);

/// <summary>Values in a text that a flow may need.</summary>
public enum SlotKind { OrderNumber, Money, Date, Time, Email, Phone }

/// <summary>A value found in the text: written the common way (ISO dates, plain numbers, no blanks in codes), and where it stands in UTF-16 units.</summary>
public sealed record SlotValue(SlotKind Kind, string Value, int Start, int Length);

/// <summary>What understanding made of one message. A null head was not read (empty or unsupported text): it is not a default.</summary>
public sealed record Reading
{
    /// <summary>One of zh-Hans, zh-Hant, en, und.</summary>
    public required string Language { get; init; }

    public double LanguageConfidence { get; init; }

    public SentimentClaim? Sentiment { get; init; }

    public Claim<FeedbackKind>? Kind { get; init; }

    /// <summary>True where the best kind is too uncertain for the product to act on.</summary>
    public bool KindAbstained { get; init; }

    /// <summary>Best first; empty only where the text was not read.</summary>
    public IReadOnlyList<Claim<string>> Topics { get; init; } = [];

    public Urgency Urgency { get; init; } = Urgency.Normal;

    public ReadingFlags Flags { get; init; }

    public IReadOnlyList<PersonalDataSpan> PersonalData { get; init; } = [];

    /// <summary>Each sentence by itself; empty where there is only one.</summary>
    public IReadOnlyList<SentenceReading> Sentences { get; init; } = [];

    public IReadOnlyList<Opinion> Opinions { get; init; } = [];

    public IReadOnlyList<SlotValue> Values { get; init; } = [];

    /// <summary>Name and version of what read it, such as "embedded/1".</summary>
    public required string Reader { get; init; }

    /// <summary>Readers that were asked before and could not answer.</summary>
    public IReadOnlyList<string> PassedOver { get; init; } = [];

    /// <summary>Nothing was read: an empty message or a language nobody here reads.</summary>
    public static Reading Nothing(string reader, string language = "und") => new() { Language = language, Reader = reader };
}
