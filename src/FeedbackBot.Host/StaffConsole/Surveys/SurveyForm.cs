using System.Globalization;
using System.Text.RegularExpressions;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Storage;
using FeedbackBot.Surveys.Made;

namespace FeedbackBot.Host.StaffConsole.Surveys;

/// <summary>A choice as its fields have it.</summary>
public sealed record ChoiceForm(string Id, string Chinese, string English);

/// <summary>A question as its fields have it.</summary>
/// <param name="When">The earlier question and its value, joined by a colon; empty where it is always shown.</param>
public sealed record QuestionForm(string Id, QuestionType Type, string Chinese, string English, bool IsRequired, string When, string Test, IReadOnlyList<ChoiceForm> Choices)
{
    public bool HasChoices => Type is QuestionType.Choice or QuestionType.MultiChoice;

    public string TextIn(string language) => Languages.IsChinese(language) ? Chinese : English;
}

/// <summary>A survey as its editor has it. The whole of it travels in the form, so that adding, moving and removing need neither a script nor the database.</summary>
public sealed partial record SurveyForm
{
    public string Chinese { get; init; } = "";

    public string English { get; init; } = "";

    public bool IsAnonymous { get; init; }

    /// <summary>What the editor had read.</summary>
    public int Revision { get; init; }

    public IReadOnlyList<QuestionForm> Questions { get; init; } = [];

    public static SurveyForm Of(Survey survey) => new()
    {
        Chinese = survey.Name.ZhHans,
        English = survey.Name.En,
        IsAnonymous = survey.IsAnonymous,
        Revision = survey.Revision,
        Questions =
        [
            .. survey.Questions.Select(q => new QuestionForm(
                q.Id, q.Type, q.Text.ZhHans, q.Text.En, q.Required, q.When is { } when ? $"{when.Question}:{when.Value}" : "",
                ColumnForms.Word(q.When?.Test ?? ShowTest.Is), [.. q.Choices.Select(c => new ChoiceForm(c.Id, c.Text.ZhHans, c.Text.En))])),
        ],
    };

    public static SurveyForm Read(Fields typed) => new()
    {
        Chinese = typed["name_zh"],
        English = typed["name_en"],
        IsAnonymous = typed["anonymous"].Length > 0,
        Revision = int.TryParse(typed["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : -1,
        Questions = [.. Ids(typed, "q").Select(id => ReadQuestion(typed, id)).OfType<QuestionForm>()],
    };

    public SurveyDraft Draft() => new(new(Chinese, English), [.. Questions.Select((q, index) => QuestionOf(q, index == 0))], IsAnonymous);

    /// <summary>Without storing anything: add:TYPE, remove:ID, up:ID, down:ID; of choices add_choice:ID, remove_choice:ID, up_choice:ID.</summary>
    public SurveyForm After(string verb, DateTime now)
    {
        var (what, id) = verb.Split(':', 2) is [var first, var second] ? (first, second) : (verb, "");
        return what switch
        {
            "add" when ColumnForms.TryParse<QuestionType>(id, out var type) => this with { Questions = [.. Questions, NewQuestion(type, now)] },
            "remove" => this with { Questions = [.. Questions.Where(q => q.Id != id)] },
            "up" => this with { Questions = Moved(Questions, q => q.Id == id, -1) },
            "down" => this with { Questions = Moved(Questions, q => q.Id == id, 1) },
            "add_choice" => Each(q => q.Id == id ? q with { Choices = [.. q.Choices, new(Question.NewId(now), "", "")] } : q),
            "remove_choice" => Each(q => q with { Choices = [.. q.Choices.Where(c => c.Id != id)] }),
            "up_choice" => Each(q => q with { Choices = Moved(q.Choices, c => c.Id == id, -1) }),
            _ => this,
        };
    }

    private SurveyForm Each(Func<QuestionForm, QuestionForm> change) => this with { Questions = [.. Questions.Select(change)] };

    private static QuestionForm NewQuestion(QuestionType type, DateTime now)
    {
        var empty = new QuestionForm(Question.NewId(now), type, "", "", false, "", ColumnForms.Word(ShowTest.Is), []);
        return empty.HasChoices ? empty with { Choices = [new(Question.NewId(now), "", ""), new(Question.NewId(now), "", "")] } : empty;
    }

    private static IReadOnlyList<T> Moved<T>(IReadOnlyList<T> items, Func<T, bool> which, int by)
    {
        var all = items.ToList();
        var (from, to) = (all.FindIndex(i => which(i)), all.FindIndex(i => which(i)) + by);
        if (from >= 0 && to >= 0 && to < all.Count)
        {
            (all[from], all[to]) = (all[to], all[from]);
        }

        return all;
    }

    private static QuestionForm? ReadQuestion(Fields typed, string id) => ColumnForms.TryParse<QuestionType>(typed["type." + id], out var type)
        ? new(id, type, typed["zh." + id], typed["en." + id], typed["required." + id].Length > 0, typed["when." + id], typed["test." + id],
            [.. Ids(typed, "c." + id).Select(c => new ChoiceForm(c, typed["zh." + c], typed["en." + c]))])
        : null;

    private static IEnumerable<string> Ids(Fields typed, string name) => typed.Many(name).Where(id => IdForm().IsMatch(id)).Distinct();

    /// <summary>The first one is always asked, so it has no condition.</summary>
    private static Question QuestionOf(QuestionForm form, bool isFirst) => new(form.Id, form.Type, new(form.Chinese.Trim(), form.English.Trim()))
    {
        Required = form.IsRequired || (isFirst && Question.MetricOf(form.Type) != null),
        Choices = [.. form.Choices.Select(c => new QuestionChoice(c.Id, new(c.Chinese.Trim(), c.English.Trim())))],
        When = !isFirst && form.When.Split(':', 2) is [var question, var value]
            ? new(question, ColumnForms.TryParse<ShowTest>(form.Test, out var test) ? test : ShowTest.Is, value)
            : null,
    };

    [GeneratedRegex("^[a-z0-9]{1,20}$")]
    private static partial Regex IdForm();
}
