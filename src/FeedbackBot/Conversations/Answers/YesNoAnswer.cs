namespace FeedbackBot.Conversations.Answers;

/// <summary>Yes or no, in the many ways people say it; words of this one question come before those that mean it everywhere.</summary>
internal sealed class YesNoAnswer(Wording yes, Wording no, IReadOnlyList<Option> own) : AnswerType
{
    public const string Yes = "yes";
    public const string No = "no";

    public override IReadOnlyList<string> Values => [Yes, No];

    public override string? Parse(Heard heard) => own.FirstOrDefault(o => o.Words.IsIn(heard.Plain))?.Value ?? Read(heard);

    public static string? Read(Heard heard)
    {
        if (heard.IsWhole(Intent.Yes))
            return Yes;
        // "不可以" holds "可以": a refusal is looked for before an agreement that only stands somewhere in it.
        if (heard.Means(Intent.No))
            return No;
        return heard.Means(Intent.Yes) ? Yes : null;
    }

    public override string Show(string value, string language) => Button(value == Yes ? yes : no, language);

    public override IReadOnlyList<Choice> Buttons(string language) => [new(Button(yes, language), Yes), new(Button(no, language), No)];

    private static string Button(Wording label, string language) =>
        language == Languages.English ? label.Cases[^1].English[0] : label.Cases[^1].Chinese[0];
}
