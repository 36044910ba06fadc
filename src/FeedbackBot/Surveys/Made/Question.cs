namespace FeedbackBot.Surveys.Made;

/// <summary>What a question of a made survey takes: a rating on one of the three scales, one choice, several, or words.</summary>
public enum QuestionType { Csat, Nps, Ces, Choice, MultiChoice, Text }

/// <summary>How a condition compares: the answer is exactly this, a rating is at most or at least this, or this is among the choices.</summary>
public enum ShowTest { Is, AtMost, AtLeast, Includes }

/// <summary>Something that can be chosen. Its id stays when its words change, so that earlier answers keep their meaning.</summary>
public sealed record QuestionChoice(string Id, LocalizedText Text);

/// <summary>A question is shown only where an earlier one was answered so.</summary>
/// <param name="Value">A rating's number, or the id of a choice.</param>
public sealed record ShowWhen(string Question, ShowTest Test, string Value)
{
    /// <summary>Whether what was given to the earlier question opens this one. Pure.</summary>
    public bool Holds(IReadOnlyList<string> given) => Test switch
    {
        ShowTest.Is => given.Count == 1 && given[0] == Value,
        ShowTest.Includes => given.Contains(Value),
        ShowTest.AtMost => Rating(given) <= Number(Value),
        _ => Rating(given) >= Number(Value),
    };

    private static int? Rating(IReadOnlyList<string> given) => given.Count == 1 ? Number(given[0]) : null;

    private static int? Number(string word) =>
        int.TryParse(word, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A question of a made survey. Its id and type stay for good; to ask otherwise is another question.</summary>
public sealed record Question(string Id, QuestionType Type, LocalizedText Text)
{
    public IReadOnlyList<QuestionChoice> Choices { get; init; } = [];

    public bool Required { get; init; }

    public ShowWhen? When { get; init; }

    /// <summary>The scale, where it is a rating.</summary>
    public Metric? Metric => MetricOf(Type);

    public bool HasChoices => Type is QuestionType.Choice or QuestionType.MultiChoice;

    public static Metric? MetricOf(QuestionType type) => type switch
    {
        QuestionType.Csat => Surveys.Metric.Csat,
        QuestionType.Nps => Surveys.Metric.Nps,
        QuestionType.Ces => Surveys.Metric.Ces,
        _ => null,
    };

    /// <summary>An id that no other question or choice of a survey has had.</summary>
    public static string NewId(DateTime at) => Guid.CreateVersion7(at).ToString("N")[^10..];
}
