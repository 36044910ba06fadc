namespace FeedbackBot.Conversations.Answers;

/// <summary>How to reach the customer: here, by an address or a number they give, or not at all.</summary>
internal sealed class ContactChannelAnswer(Wording here, Wording none) : AnswerType
{
    public const string Here = "here";
    public const string None = "none";

    public override bool CanSpot => true;

    public override bool Resembles(Heard heard) => heard.Plain.Any(c => char.IsAsciiDigit(c) || c == '@');

    public override string? Parse(Heard heard)
    {
        if (Spot(heard) is { } address)
            return address;
        if (heard.Plain is Here or None)
            return heard.Plain;
        // "No calls, reply here": what is wished for counts before what is not.
        if (heard.Means(Intent.AnswerHere))
            return Here;
        if (heard.Means(Intent.NoAnswer))
            return None;
        if (heard.Means(Intent.Yes))
            return Here;
        return heard.Content <= 8 ? PhoneAnswer.Loose(heard.Plain) : null;
    }

    public override string? Spot(Heard heard) =>
        EmailAnswer.Find(heard.Plain) ?? PhoneAnswer.Find(heard.Plain) ?? (heard.Means(Intent.Anonymous) ? None : null);

    public override string Show(string value, string language) => value switch
    {
        Here => Name(here, language),
        None => Name(none, language),
        _ => value,
    };

    public override IReadOnlyList<Choice> Buttons(string language) => [new(Name(here, language), Here)];

    private static string Name(Wording label, string language) =>
        language == Languages.English ? label.Cases[^1].English[0] : label.Cases[^1].Chinese[0];
}
