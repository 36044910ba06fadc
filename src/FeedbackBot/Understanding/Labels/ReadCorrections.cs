using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Understanding.Labels;

/// <summary>Reads what people say about readings: as figures, or as labelled texts to train on.</summary>
public static class ReadCorrections
{
    /// <summary>Stands in <see cref="LabelledText.Source"/> of texts that a site's staff labelled.</summary>
    public const string Source = "corrections";

    /// <param name="from">Labels given since; null for all.</param>
    public static async Task<Agreement> AgreementAsync(this FeedbackDb db, DateTime? from, CancellationToken cancellation = default)
    {
        var corrections = db.Corrections.AsNoTracking();
        if (from is { } since) corrections = corrections.Where(c => c.At >= since);
        return Agreement.Of(await corrections.OrderBy(c => c.Id)
            .Select(c => new PeoplesWord(c.TicketNumber, c.Head, c.Said, c.Corrected, c.Confidence, c.Abstained, c.Reader, c.At))
            .ToListAsync(cancellation));
    }

    /// <summary>One text for each case that has labels, with the last word on each; in the order of the cases.</summary>
    public static async Task<IReadOnlyList<LabelledText>> LabelledTextsAsync(this FeedbackDb db, CancellationToken cancellation = default)
    {
        var texts = new SortedDictionary<long, LabelledText>();
        await foreach (var one in db.Corrections.AsNoTracking().OrderBy(c => c.Id).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            var before = texts.GetValueOrDefault(one.TicketNumber) ?? new LabelledText { Id = $"FB-{one.TicketNumber:000000}", Source = Source };
            texts[one.TicketNumber] = With(before, one) with { Text = one.Text, Lang = LangOf(one.Language), Trade = one.Trade };
        }

        return [.. texts.Values.Where(t => !string.IsNullOrWhiteSpace(t.Text))];
    }

    private static LabelledText With(LabelledText text, Correction one) => one.Head switch
    {
        ReadingHead.Kind => text with { Kind = one.Corrected },
        ReadingHead.Sentiment => text with { Sentiment = one.Corrected },
        // The labels know low, normal and high: what is critical is told by what a message speaks of, not learnt.
        ReadingHead.Urgency => text with { Urgency = one.Corrected == "critical" ? "high" : one.Corrected },
        ReadingHead.Topic when one.Corrected.Split(',') is var topics => text with { Topic = topics[0], Topics = topics.Length > 1 ? topics : null },
        _ => text,
    };

    private static string? LangOf(string language) => Languages.IsChinese(language) ? "zh" : language == Languages.English ? "en" : null;
}
