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
        Pii = [.. reading.PersonalData.Select(p => (p.Kind, Place: Place(p.Start, p.Length, sent, read))).Select(p => new PersonalDataJson(p.Kind, p.Place.Start, p.Place.Length))],
        Reader = reading.Reader,
        Sentences = [.. reading.Sentences.Select(s => (s.Sentiment, Place: Place(s.Start, s.Length, sent, read)))
            .Select(s => new SentenceJson(s.Place.Start, s.Place.Length, s.Sentiment.Label, s.Sentiment.Value, s.Sentiment.Confidence))],
        Opinions = [.. reading.Opinions.Select(o => new OpinionJson(o.About, o.Words, o.Felt))],
        Values = [.. reading.Values.Select(v => (v.Kind, v.Value, Place: Place(v.Start, v.Length, sent, read)))
            .Select(v => new ValueJson(v.Kind, v.Value, v.Place.Start, v.Place.Length))],
    };

    private static SentimentJson Feeling(Reading reading) =>
        reading.Sentiment is { } felt ? new(felt.Label, felt.Value, felt.Confidence) : new(null, null, 0);

    private static KindJson Kind(Reading reading) =>
        reading.Kind is { } kind ? new(kind.Label, kind.Confidence, reading.KindAbstained) : new(null, 0, Abstained: true);

    private static IReadOnlyList<TopicJson> Topics(Reading reading) => [.. reading.Topics.Select(t => new TopicJson(t.Label, t.Confidence))];

    /// <summary>Cleaning only leaves characters out, so each one read stands in the text sent, in the same order.</summary>
    private static (int Start, int Length) Place(int start, int length, string sent, string read)
    {
        if (ReferenceEquals(sent, read))
        {
            return (start, length);
        }

        int from = 0, at = 0;
        for (var i = 0; i < start + length && at < sent.Length; at++)
        {
            if (sent[at] == read[i])
            {
                from = i == start ? at : from;
                i++;
            }
        }

        return (from, at - from);
    }
}
