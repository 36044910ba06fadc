using System.Globalization;
using FeedbackBot.Conversations.Answers;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;

namespace FeedbackBot.Conversations;

/// <summary>A published survey as a flow, asked with all that a chat can do in any other. Pure.</summary>
internal static class MadeSurveyFlow
{
    private const string Prefix = "survey.";

    private static readonly Dictionary<string, Wording> KeptOutcomes = new() { ["followed"] = Both("survey.chat.followed") };

    /// <summary>Each invitation is a flow of its own, because each has its version.</summary>
    public static string NameOf(Guid invitation) => Prefix + invitation.ToString("N");

    public static bool Is(RunningFlow running) => running.Subject is not null && running.Flow.StartsWith(Prefix, StringComparison.Ordinal);

    public static Flow Of(FlowBook book, Guid invitation, SurveyVersion version) => Flow(
        invitation, $"{version.SurveyId:N}.{version.Number}", [.. version.Questions.Select(q => NeedOf(book, version, q))], "survey.chat.thanks");

    /// <summary>One that is no longer open: whatever is answered, it is said and over.</summary>
    public static Flow Lapsed(FlowBook book, Guid invitation, SurveyVersion version) =>
        Flow(invitation, "lapsed", [NeedOf(book, version, version.Rating) with { Kept = null }], "survey.chat.lapsed");

    /// <summary>What is kept in a chat, as a page gives it: a rating's number, ids of choices, words.</summary>
    public static IReadOnlyList<string> Given(Question question, string? kept) => kept is null ? []
        : question.HasChoices ? [.. PickedAnswer.PlacesOf(kept).Select(place => question.Choices[place - 1].Id)] : [kept];

    /// <summary>The other way round; null where the question was passed over.</summary>
    public static string? Kept(Question question, IReadOnlyList<string> given) => given.Count == 0 ? null
        : question.HasChoices ? string.Join(',', given.Select(id => PlaceOf(question, id)).Order().Select(PickedAnswer.Digits)) : given[0];

    private static Flow Flow(Guid invitation, string version, IReadOnlyList<Need> needs, string end) => new()
    {
        Name = NameOf(invitation),
        Version = version,
        Title = Both("survey.chat.title"),
        Needs = needs,
        Then = [new() { Kind = EffectKind.Say, Outcomes = new Dictionary<string, Wording> { [""] = Both(end) } }],
        Leave = [new() { Kind = EffectKind.DismissSurvey, Outcomes = new Dictionary<string, Wording> { ["dismissed"] = Both("survey.chat.left") } }],
    };

    private static Need NeedOf(FlowBook book, SurveyVersion version, Question question)
    {
        var builtIn = question.Metric is { } metric ? SurveyQuestion.NeedOf(book, metric) : null;
        return new()
        {
            Id = question.Id,
            Type = TypeOf(question, builtIn),
            Optional = !question.Required,
            Ask = Said(question.Text, question.Type == QuestionType.MultiChoice ? "survey.chat.several" : null),
            Again = builtIn?.Again ?? Said(question.Text, question.HasChoices ? "survey.chat.choose" : "survey.chat.write"),
            Why = Both("survey.chat.why"),
            Label = Said(question.Text),
            When = question == version.Rating ? null : ConditionOf(version, question.When),
            Kept = KeptOutcomes,
        };
    }

    private static AnswerType TypeOf(Question question, Need? builtIn) => question.Metric is { } metric
        ? builtIn?.Type ?? new RatingAnswer(Scale.Of(metric).Low, Scale.Of(metric).High, [])
        : question.HasChoices ? new PickedAnswer([.. question.Choices.Select(c => c.Text)], question.Type == QuestionType.MultiChoice)
        : new TextAnswer(Phrases.None);

    /// <summary>Nothing is asked or taken before the rating, which is the answer.</summary>
    private static Condition ConditionOf(SurveyVersion version, ShowWhen? when)
    {
        if (when is null || version.Questions.FirstOrDefault(q => q.Id == when.Question) is not { } about)
        {
            return new() { Answered = version.Rating.Id };
        }

        IEnumerable<string> values = about.Metric is { } metric
            ? Enumerable.Range(Scale.Of(metric).Low, Scale.Of(metric).High - Scale.Of(metric).Low + 1).Select(v => v.ToString(CultureInfo.InvariantCulture))
            : about.Choices.Select(c => c.Id);
        return new()
        {
            Answer = about.Id,
            Is = [.. values.Where(v => when.Holds([v])).Select(v => Kept(about, [v])!)],
            Among = when.Test == ShowTest.Includes ? Kept(about, [when.Value]) : null,
        };
    }

    private static int PlaceOf(Question question, string choice) => question.Choices.Index().First(c => c.Item.Id == choice).Index + 1;

    private static Wording Both(string key) => Said(new(Texts.Get(Languages.Chinese, key), Texts.Get(Languages.English, key)));

    private static Wording Said(LocalizedText text, string? hint = null) => new([new(null, [Line(text, Languages.Chinese, hint)], [Line(text, Languages.English, hint)])]);

    private static string Line(LocalizedText text, string language, string? hint) => hint is null ? text.In(language) : $"{text.In(language)}\n{Texts.Get(language, hint)}";
}
