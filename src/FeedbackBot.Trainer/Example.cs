using FeedbackBot.Understanding.Embedded;
using FeedbackBot.Understanding.Embedded.Model;
using FeedbackBot.Understanding.Labels;

namespace FeedbackBot.Trainer;

/// <summary>One labelled text as the model sees it.</summary>
internal sealed class Example
{
    public required LabelledText Text { get; init; }

    public required Source Source { get; init; }

    /// <summary>What is kept together when text is held back: a whole source, or a trade of our own messages.</summary>
    public required string Group { get; init; }

    public required int[] NGrams { get; init; }

    public required float[] Signs { get; init; }

    public required float[] Verdicts { get; init; }

    public required bool Chinese { get; init; }

    /// <summary>By head; −1 where unknown.</summary>
    public required int[] Labels { get; init; }

    /// <summary>As the reader would hold it.</summary>
    public Features Seen()
    {
        var features = new Features { Chinese = Chinese };
        foreach (var ngram in NGrams) features.AddPlace(ngram);
        Signs.CopyTo(features.Signs, 0);
        Verdicts.CopyTo(features.Verdicts, 0);
        return features;
    }
}

/// <summary>Turns labelled texts into examples with the very code that reads messages.</summary>
internal sealed class ExampleMaker
{
    private readonly Lexicon _lexicon = new();
    private readonly Tally _tally = new();
    private readonly Features _features = new();

    public Example Make(LabelledText text, Source source)
    {
        _lexicon.Tally(text.Text, _tally);
        _features.Clear();
        _features.Chinese = text.Lang == "zh";
        NGrams.Collect(_tally, _features);
        SignList.Collect(_tally, _features);
        return new()
        {
            Text = text,
            Source = source,
            Group = source.Name == Sources.Own ? $"own/{text.Trade}" : source.Name,
            NGrams = _features.NGrams.ToArray(),
            Signs = [.. _features.Signs],
            Verdicts = [.. _features.Verdicts],
            Chinese = _features.Chinese,
            Labels = LabelsOf(text, source),
        };
    }

    private static int[] LabelsOf(LabelledText text, Source source)
    {
        var kind = text.Kind ?? (!source.FeelingTellsKind ? null : text.Sentiment switch { "positive" => "praise", "negative" => "complaint", _ => null });
        var feeling = text.Sentiment == "mixed" ? "neutral" : text.Sentiment;
        return
        [
            IndexOf(Heads.Sentiment, feeling), IndexOf(Heads.Kind, kind), IndexOf(Heads.Topic, text.Topic), IndexOf(Heads.Urgency, text.Urgency),
            IndexOf(Heads.Language, text.Lang == "zh" ? null : text.Lang),
        ];
    }

    private static int IndexOf(Head head, string? label)
    {
        if (label == null) return -1;
        var index = Array.IndexOf(head.Labels, label);
        return index >= 0 ? index : throw new InvalidDataException($"'{label}' is no {head.Name}.");
    }
}
