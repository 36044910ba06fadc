using FeedbackBot.Conversations.Answers;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>Something else in the middle: answered or noted, then one line of reminder and back to the question.</summary>
internal static class Digressing
{
    private const double StoryFrom = 4;

    /// <summary>What can be answered on the spot: a question from the FAQ, another matter by its opening words.</summary>
    public static bool Answered(Talk talk) => Faq(talk) || OtherMatter(talk);

    /// <summary>Any other question is kept with the case; nobody has to ask it again.</summary>
    public static bool Noted(Talk talk)
    {
        if (!talk.Heard.IsQuestion || talk.Heard.IsKind(FeedbackKind.Complaint) || talk.Flow!.Filing is null
            || talk.Pending?.Type is ChoiceAnswer choice && choice.Otherwise(talk.Heard) is not null)
            return false;
        Filling.Spot(talk);
        Filling.Note(talk, talk.Heard.Text);
        talk.Say(Line.QuestionNoted);
        Asking.Again(talk);
        return true;
    }

    /// <summary>A trouble that is told where a survey asks for something short has no place there: it is a matter of its own.</summary>
    public static bool Trouble(Talk talk)
    {
        if (talk.IsDeep || talk.Running!.Subject is null || talk.Flow!.Main is not null || talk.Pending is null or { Type: TextAnswer }
            || talk.Heard.Content < StoryFrom || !talk.Heard.IsKind(FeedbackKind.Complaint) || talk.Book.For(FeedbackKind.Complaint) is not { } complaint)
            return false;
        Opening.Open(talk, complaint, talk.Heard.Text);
        return true;
    }

    private static bool Faq(Talk talk)
    {
        if (!talk.Heard.IsQuestion || talk.Heard.IsKind(FeedbackKind.Complaint) || talk.Book.Answering(talk.Heard.Plain) is not { } entry)
            return false;
        talk.Say(entry.Answer);
        if (talk.Flow!.Kind == FeedbackKind.Question && !Filling.Told(talk))
            talk.Running = null;
        Asking.Again(talk);
        return true;
    }

    private static bool OtherMatter(Talk talk)
    {
        if (talk.IsDeep || talk.Book.Flows.FirstOrDefault(f => f.Says.IsWhole(talk.Heard.Plain)) is not { } other
            || other.Name == talk.Flow!.Name || other.AsksFor is not null || other.Interrupts || talk.Pending?.Type.Parse(talk.Heard) is not null and var _ && talk.Pending?.Type is not TextAnswer)
            return false;
        Opening.Open(talk, other, talk.Heard.Text);
        return true;
    }
}
