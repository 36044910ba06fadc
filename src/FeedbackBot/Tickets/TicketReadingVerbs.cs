using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using FeedbackBot.Understanding.Labels;

namespace FeedbackBot.Tickets;

/// <summary>What people say a message is; what is null they do not speak of.</summary>
/// <param name="Topics">Best first, of the topic list.</param>
public sealed record ReadingClaims(FeedbackKind? Kind = null, IReadOnlyList<string>? Topics = null, Sentiment? Sentiment = null, Urgency? Urgency = null)
{
    public const string NothingSaid = "none";

    public bool IsEmpty => Kind == null && Topics == null && Sentiment == null && Urgency == null;

    /// <summary>What the case holds at present: the reading where nobody corrected it.</summary>
    public static ReadingClaims Of(Ticket ticket, Reading? read) => new(
        ticket.Kind is { } kind ? ColumnForms.Parse<FeedbackKind>(ColumnForms.Word(kind)) : null,
        ticket.Topics.Count > 0 ? ticket.Topics : null,
        ticket.SentimentLabel,
        ticket.Urgency ?? (read?.Kind == null ? null : read.Urgency));

    /// <summary>By head, as they are kept.</summary>
    public IEnumerable<(string Head, string Label)> Labels()
    {
        if (Kind is { } kind) yield return (ReadingHead.Kind, ColumnForms.Word(kind));
        if (Topics is { } topics) yield return (ReadingHead.Topic, string.Join(',', topics));
        if (Sentiment is { } felt) yield return (ReadingHead.Sentiment, ColumnForms.Word(felt));
        if (Urgency is { } urgency) yield return (ReadingHead.Urgency, ColumnForms.Word(urgency));
    }
}

/// <summary>The verbs of a case that concern what understanding made of it.</summary>
public sealed partial class Ticket
{
    /// <summary>Takes over what people say; what is said already changes nothing. An urgency that people give decides the priority alone, whatever was recognised in the text.</summary>
    public void CorrectReading(ReadingClaims claims, Actor by, DateTime at)
    {
        var before = ReadingClaims.Of(this, StoredReading.Read(Reading));
        if (claims.Kind is { } said && Triage.KindOf(said) is var kind && kind != Kind)
        {
            RecordCorrection("kind", WordOf(Kind), WordOf(kind), by, at);
            Kind = kind;
        }

        if (claims.Topics is { } topics && !topics.SequenceEqual(Topics))
        {
            RecordCorrection("topics", before.Topics == null ? ReadingClaims.NothingSaid : string.Join(',', Topics), string.Join(',', topics), by, at);
            Topics = [.. topics];
        }

        if (claims.Sentiment is { } felt && felt != SentimentLabel)
        {
            RecordCorrection("sentiment", WordOf(SentimentLabel), WordOf<Sentiment>(felt), by, at);
            // People say which way, not how strongly.
            (SentimentLabel, SentimentValue) = (felt, felt switch { Sentiment.Negative => -1, Sentiment.Positive => 1, _ => 0 });
        }

        if (claims.Urgency is { } urgency && urgency != before.Urgency)
        {
            RecordCorrection("urgency", WordOf(before.Urgency), WordOf<Urgency>(urgency), by, at);
            (Urgency, Priority) = (urgency, Triage.PriorityOf(urgency, ReadingFlags.None, Kind));
        }
    }

    private static string WordOf<T>(T? value) where T : struct, Enum => value is { } given ? ColumnForms.Word(given) : ReadingClaims.NothingSaid;

    private void RecordCorrection(string what, string from, string to, Actor by, DateTime at) =>
        Record("reading_corrected", by, at, ("what", what), ("from", from), ("to", to));
}
