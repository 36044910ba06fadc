namespace FeedbackBot.Understanding.Labels;

/// <summary>How well one label was recognised: precision, recall and F1 (their harmonic mean), each 0…1.</summary>
public sealed record LabelFigures(string Label, int Count, double Precision, double Recall, double F1);

/// <summary>One step of a calibration curve: of answers given with about this confidence, what share was right.</summary>
public sealed record CalibrationStep(double Confidence, double Right, int Count);

/// <summary>Adds up how a reader's answers to one question (its language, its kind, …) compare with people's labels.</summary>
public sealed class HeadFigures(string head)
{
    private const int Steps = 10;
    private readonly Dictionary<(string Truth, string Said), int> _pairs = [];
    private readonly (double Confidence, int Right, int Count)[] _steps = new (double, int, int)[Steps];
    private int _right, _kept, _keptRight;

    public string Head { get; } = head;

    public int Count { get; private set; }

    public int Right => _right;

    /// <summary>Share of answers that are right, 0…1.</summary>
    public double Accuracy => Share(_right, Count);

    /// <summary>Share of messages on which the product would rather not act, 0…1.</summary>
    public double Abstention => Share(Count - _kept, Count);

    /// <summary>Share of right answers among those that it would act on, 0…1.</summary>
    public double AccuracyWhenSure => Share(_keptRight, _kept);

    /// <summary>The mean F1 over the labels that occur in the truth, 0…1.</summary>
    public double MacroF1 => Labels is { Count: > 0 } labels ? labels.Average(l => l.F1) : 0;

    /// <summary>
    /// Expected calibration error, 0…1: the gap between confidence and share of right answers in ten steps of equal width,
    /// weighted by how many answers fall into each (Naeini, Cooper and Hauskrecht, AAAI 2015).
    /// </summary>
    public double CalibrationError => _steps.Where(s => s.Count > 0).Sum(s => Math.Abs(s.Confidence - s.Right)) / Math.Max(1, _steps.Sum(s => s.Count));

    public IReadOnlyList<CalibrationStep> Curve =>
        [.. _steps.Where(s => s.Count > 0).Select(s => new CalibrationStep(s.Confidence / s.Count, s.Right / (double)s.Count, s.Count))];

    public IReadOnlyList<LabelFigures> Labels =>
        [.. _pairs.Keys.Select(p => p.Truth).Distinct().Order(StringComparer.Ordinal).Select(FiguresOf)];

    /// <param name="said">Null where nothing was read; that is never right.</param>
    /// <param name="confidence">The probability given to <paramref name="said"/>, 0…1; null where the reader gives none, which stays out of the calibration.</param>
    public void Add(string truth, string? said, double? confidence, bool abstained = false)
    {
        var right = truth == said ? 1 : 0;
        _pairs[(truth, said ?? "")] = _pairs.GetValueOrDefault((truth, said ?? "")) + 1;
        if (confidence is { } sure)
        {
            ref var step = ref _steps[Math.Clamp((int)(sure * Steps), 0, Steps - 1)];
            step = (step.Confidence + sure, step.Right + right, step.Count + 1);
        }

        Count++;
        _right += right;
        if (abstained) return;
        _kept++;
        _keptRight += right;
    }

    private LabelFigures FiguresOf(string label)
    {
        var truth = _pairs.Where(p => p.Key.Truth == label).Sum(p => p.Value);
        var said = _pairs.Where(p => p.Key.Said == label).Sum(p => p.Value);
        var both = _pairs.GetValueOrDefault((label, label));
        return new(label, truth, Share(both, said), Share(both, truth), truth + said == 0 ? 0 : 2d * both / (truth + said));
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : part / (double)whole;
}
