using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Host.Api;

/// <summary>Puts a reading into its JSON.</summary>
public static class ReadingForm
{
    public static ReadingJson Of(Reading reading) => new()
    {
        Language = reading.Language,
        Sentiment = Feeling(reading),
        Kind = Kind(reading),
        Topics = Topics(reading),
        Urgency = reading.Urgency,
        Flags = Triage.Words(reading.Flags),
        Pii = [.. reading.PersonalData.Select(p => new PersonalDataJson(p.Kind, p.Start, p.Length))],
        Reader = reading.Reader,
    };

    /// <param name="sent">The text as it came; what was read is the cleaned one, in which characters may be missing.</param>
    public static DocumentJson Of(string id, Reading reading, string sent, string read) => new()
    {
        Id = id,
        Language = reading.Language,
        Sentiment = Feeling(reading),
        Kind = Kind(reading),
        Topics = Topics(reading),
        Urgency = reading.Urgency,
        Flags = Triage.Words(reading.Flags),
        Pii = [.. reading.PersonalData.Select(p => Place(p, sent, read))],
        Reader = reading.Reader,
    };

    private static SentimentJson Feeling(Reading reading) =>
        reading.Sentiment is { } felt ? new(felt.Label, felt.Value, felt.Confidence) : new(null, null, 0);

    private static KindJson Kind(Reading reading) =>
        reading.Kind is { } kind ? new(kind.Label, kind.Confidence, reading.KindAbstained) : new(null, 0, Abstained: true);

    private static IReadOnlyList<TopicJson> Topics(Reading reading) => [.. reading.Topics.Select(t => new TopicJson(t.Label, t.Confidence))];

    /// <summary>Cleaning only leaves characters out, so each one read stands in the text sent, in the same order.</summary>
    private static PersonalDataJson Place(PersonalDataSpan span, string sent, string read)
    {
        if (ReferenceEquals(sent, read))
        {
            return new(span.Kind, span.Start, span.Length);
        }

        int start = 0, at = 0;
        for (var i = 0; i < span.Start + span.Length && at < sent.Length; at++)
        {
            if (sent[at] == read[i])
            {
                start = i == span.Start ? at : start;
                i++;
            }
        }

        return new(span.Kind, start, at - start);
    }
}
