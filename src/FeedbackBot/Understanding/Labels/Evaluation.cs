using FeedbackBot.Storage;

namespace FeedbackBot.Understanding.Labels;

/// <summary>Compares readings with people's labels, question by question, and by source where asked.</summary>
public sealed class Evaluation
{
    private readonly Dictionary<(string Group, string Head), HeadFigures> _figures = [];

    /// <summary>In the order in which groups and heads were first met.</summary>
    public IEnumerable<(string Group, HeadFigures Figures)> All => _figures.Select(f => (f.Key.Group, f.Value));

    public void Add(LabelledText text, Reading reading, string group)
    {
        if (text.Lang != null) Of(group, "language").Add(text.Lang, Spoken(reading.Language, text.Lang), reading.LanguageConfidence);
        if (text.Sentiment is { } felt) Of(group, "sentiment").Add(Feeling(felt), reading.Sentiment is { } s ? Feeling(ColumnForms.Word(s.Label)) : null, reading.Sentiment?.Confidence ?? 0);
        if (text.Kind is { } kind) Of(group, "kind").Add(kind, reading.Kind is { } k ? ColumnForms.Word(k.Label) : null, reading.Kind?.Confidence ?? 0, reading.KindAbstained);
        if (text.Topic is { } topic) Of(group, "topic").Add(topic, reading.Topics is [var first, ..] ? first.Label : null, reading.Topics is [var sure, ..] ? sure.Confidence : 0);
        if (text.Urgency is { } urgency) Of(group, "urgency").Add(urgency, ColumnForms.Word(reading.Urgency == Urgency.Critical ? Urgency.High : reading.Urgency), null);
    }

    private HeadFigures Of(string group, string head)
    {
        if (!_figures.TryGetValue((group, head), out var figures)) _figures[(group, head)] = figures = new(head);
        return figures;
    }

    /// <summary>Good and bad in balance stand with the neutral ones, as in the labels' definitions.</summary>
    private static string Feeling(string label) => label == "mixed" ? "neutral" : label;

    /// <summary>Where the label says only Chinese, either script is right.</summary>
    private static string Spoken(string said, string label) => label == "zh" && Languages.IsChinese(said) ? label : said;
}
