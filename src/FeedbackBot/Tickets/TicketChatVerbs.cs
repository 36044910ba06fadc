namespace FeedbackBot.Tickets;

/// <summary>What happened to the chats about a case.</summary>
public sealed partial class Ticket
{
    /// <summary>The customer was not in the chat, so what was said went to them by e-mail.</summary>
    internal void AnswerMailed(DateTime at) => Record("answer_mailed", Actor.System, at);

    internal void ChatRequested(DateTime at) => Record("chat_requested", Actor.Customer, at);

    internal void ChatTaken(Actor by, DateTime at) => Record("chat_taken", by, at);

    internal void ChatPassed(string? person, string? team, Actor by, DateTime at)
    {
        if (person != null)
        {
            Record("chat_passed", by, at, ("name", person));
        }
        else
        {
            Record("chat_passed_to_team", by, at, ("team", team));
        }
    }

    /// <summary>The agent fell silent while the customer waited, so it is in the line again.</summary>
    internal void ChatBackInLine(string? agent, DateTime at) => Record("chat_back_in_line", Actor.System, at, ("name", agent));

    public void ChatEnded(ChatEnd why, Actor by, DateTime at)
    {
        switch (why)
        {
            case ChatEnd.Left: Record("chat_left", by, at); break;
            case ChatEnd.Nobody: Record("chat_nobody", by, at); break;
            case ChatEnd.Silent: Record("chat_silent", by, at); break;
            case ChatEnd.HandedBack: Record("chat_handed_back", by, at); break;
            case ChatEnd.Closed: Record("chat_closed", by, at); break;
            case ChatEnd.Over: Record("chat_over", by, at); break;
        }
    }
}
