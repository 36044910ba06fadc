using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Understanding;

namespace FeedbackBot.Host.Api;

/// <summary>Texts to be read.</summary>
public sealed record AnalyzeRequest
{
    /// <summary>At most 1000.</summary>
    [Required, MaxLength(1000)]
    public IReadOnlyList<DocumentToRead?>? Documents { get; init; }
}

/// <summary>One text.</summary>
public sealed record DocumentToRead
{
    /// <summary>The caller's own name for it; comes back with the result.</summary>
    [Required]
    [JsonConverter(typeof(TextOrNumber))]
    public string? Id { get; init; }

    [Required, MaxLength(50_000)]
    public string? Text { get; init; }

    /// <summary>A hint; the text itself wins where it is clear.</summary>
    public string? Language { get; init; }
}

/// <summary>What was read, in the order of the request.</summary>
public sealed record AnalyzeResult(IReadOnlyList<DocumentJson> Documents);

/// <summary>What understanding made of one text.</summary>
public sealed record DocumentJson : ReadingJson
{
    [JsonPropertyOrder(-1)]
    public required string Id { get; init; }

    /// <summary>Each sentence by itself; empty where there is only one.</summary>
    public required IReadOnlyList<SentenceJson> Sentences { get; init; }

    /// <summary>What is judged, in which words, and which way.</summary>
    public required IReadOnlyList<OpinionJson> Opinions { get; init; }

    /// <summary>Order numbers, sums, dates, times and addresses in the text.</summary>
    public required IReadOnlyList<ValueJson> Values { get; init; }
}

/// <summary>How one sentence feels, and where it stands, in UTF-16 units.</summary>
public sealed record SentenceJson(int Start, int Length, [property: JsonConverter(typeof(Words<Sentiment>))] Sentiment Label, double Value, double Confidence);

/// <summary>One opinion; about is empty where the text does not say what is judged.</summary>
public sealed record OpinionJson(string About, string Words, [property: JsonConverter(typeof(Words<Sentiment>))] Sentiment Sentiment);

/// <summary>A value, written the common way, and where it stands, in UTF-16 units.</summary>
public sealed record ValueJson([property: JsonConverter(typeof(Words<SlotKind>))] SlotKind Kind, string Value, int Start, int Length);

/// <summary>What understanding made of a text; labels are null only where it was not read.</summary>
public record ReadingJson
{
    /// <summary>zh-Hans, zh-Hant, en or und.</summary>
    public required string Language { get; init; }

    public required SentimentJson Sentiment { get; init; }

    public required KindJson Kind { get; init; }

    /// <summary>Best first.</summary>
    public required IReadOnlyList<TopicJson> Topics { get; init; }

    [JsonConverter(typeof(Words<Urgency>))]
    public required Urgency Urgency { get; init; }

    public required IReadOnlyList<string> Flags { get; init; }

    public required IReadOnlyList<PersonalDataJson> Pii { get; init; }

    /// <summary>Name and version of what read it.</summary>
    public required string Reader { get; init; }
}

/// <summary>A feeling, its value (−1…1) and the probability that the label is right.</summary>
public sealed record SentimentJson([property: JsonConverter(typeof(Words<Sentiment>))] Sentiment? Label, double? Value, double Confidence);

/// <summary>A kind and the probability that it is right; abstained where the product would not act on it.</summary>
public sealed record KindJson([property: JsonConverter(typeof(Words<FeedbackKind>))] FeedbackKind? Label, double Confidence, bool Abstained);

/// <summary>A topic and the probability that it is right.</summary>
public sealed record TopicJson(string Label, double Confidence);

/// <summary>Where personal data stands in the text as it was sent, in UTF-16 units.</summary>
public sealed record PersonalDataJson([property: JsonConverter(typeof(Words<PersonalDataKind>))] PersonalDataKind Kind, int Start, int Length);
