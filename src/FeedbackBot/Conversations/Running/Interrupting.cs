using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Conversations;

/// <summary>A flow that may be opened in the middle of any other (how a case stands, one's own data, how to be contacted): it is dealt with, then back.</summary>
internal static class Interrupting
{
    /// <summary>In the middle of something, a longer message is about that.</summary>
    private const double MostInFlow = 14;

    public static bool Take(Talk talk)
    {
        if (Wanted(talk) is not { } flow)
            return false;
        if (Answering.Channel(talk) is { } channel)
        {
            if (!TellsMore(talk, flow))
                return false;
            Filling.Put(talk, talk.Pending!, channel);
        }
        Open(talk, flow);
        return true;
    }

    /// <summary>What was said already is taken along; what is known of the contact is not asked.</summary>
    private static void Open(Talk talk, Flow flow)
    {
        talk.Push(Opening.Begun(talk, flow));
        talk.NotUnderstood = 0;
        if (flow.Main is { } main)
            Filling.Put(talk, main, talk.Heard.Text);
        Filling.Spot(talk);
        Filling.Known(talk);
        Asking.Next(talk);
    }

    /// <summary>"Here, and nothing after nine": more is wished than what the answer says.</summary>
    private static bool TellsMore(Talk talk, Flow flow) =>
        flow.Needs.Any(n => n.Type is not ChoiceAnswer && n.Type.CanSpot && n.Type.Spot(talk.Heard) is not null);

    private static Flow? Wanted(Talk talk)
    {
        if (talk.Flow is not null && (talk.IsDeep || talk.Heard.Content > MostInFlow || talk.Heard.IsWhole(Intent.Cancel) || IsAddress(talk)))
            return null;
        return talk.Book.Flows.FirstOrDefault(f => f.Interrupts && f.Name != talk.Flow?.Name && IsAsked(talk, f));
    }

    private static bool IsAsked(Talk talk, Flow flow)
    {
        var plain = talk.Heard.Plain;
        if (flow.Says.IsWhole(plain))
            return true;
        var (start, _) = flow.Says.Find(plain);
        return start >= 0 ? !talk.Book.Words.Negates(plain[..start]) : IsItsNumber(talk, flow);
    }

    /// <summary>A case's number and little else, for the flow that asks for one.</summary>
    private static bool IsItsNumber(Talk talk, Flow flow) =>
        talk.Heard.Content <= 8 && flow.Needs.Any(n => n.Type is TicketNumberAnswer) && TicketNumberAnswer.Find(talk.Heard.Plain) is not null
        && !talk.Heard.Means(Intent.Withdrawal) && !talk.Heard.Means(Intent.Addition) && !NotOver.IsSaid(talk);

    /// <summary>An address given where one was asked for is the answer, whatever is said of it.</summary>
    private static bool IsAddress(Talk talk) =>
        talk.Pending is { Type: ContactChannelAnswer }
        && (EmailAnswer.Find(talk.Heard.Plain) ?? PhoneAnswer.Find(talk.Heard.Plain)) is not null;
}
