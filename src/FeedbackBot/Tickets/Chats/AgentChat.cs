using FeedbackBot.Messages;

namespace FeedbackBot.Tickets;

/// <summary>Waiting for a person, talking with one, or over.</summary>
public enum ChatState { Waiting, WithAgent, Ended }

/// <summary>Whose word a chat waits for.</summary>
public enum ChatSide { Agent, Customer }

/// <summary>Why a chat ended: the customer would not wait, nobody was free, the customer fell silent, the agent gave it back or ended it, or the case was over.</summary>
public enum ChatEnd { Left, Nobody, Silent, HandedBack, Closed, Over }

/// <summary>One talk between a customer and a person of the team, from the wish for it to its end; a conversation has at most one that is not over.</summary>
public sealed class AgentChat
{
    /// <summary>The flow that the bot's lines about a chat carry.</summary>
    public const string Flow = "live_chat";

    /// <summary>The flow of a line that is said while a person has the turn and changes nothing about who that is.</summary>
    public const string Aside = "live_chat_aside";

    /// <summary>The flow of the line that tells a customer that their words went to the agent who works on their case.</summary>
    public const string PassedOn = "passed_on";

    /// <summary>A chat that was passed to somebody is kept for them so long; then whoever comes first takes it.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(2);

    private AgentChat()
    {
    }

    internal AgentChat(Conversation conversation, Ticket ticket, string language, DateTime at)
    {
        Id = Guid.CreateVersion7(at);
        (ConversationId, TicketNumber, Language) = (conversation.Id, ticket.Number, language);
        (RequestedAt, WaitingSince) = (at, at);
    }

    public Guid Id { get; private set; }

    public Guid ConversationId { get; private set; }

    public long TicketNumber { get; private set; }

    /// <summary>zh-Hans or en: what the customer is told about the chat in.</summary>
    public string Language { get; private set; } = Languages.English;

    public ChatState State { get; private set; }

    public DateTime RequestedAt { get; private set; }

    /// <summary>Since when it has been in the line, the last time.</summary>
    public DateTime WaitingSince { get; private set; }

    /// <summary>It was with a person before, so it goes before those who were not.</summary>
    public bool Urgent { get; private set; }

    /// <summary>Whom it was passed to; null is whoever comes first.</summary>
    public Guid? ForStaffId { get; private set; }

    public Guid? ForTeamId { get; private set; }

    /// <summary>What the one who passed it on wrote for the next; customers never see it.</summary>
    public string? PassedNote { get; private set; }

    public string? PassedBy { get; private set; }

    public Guid? AgentId { get; private set; }

    public string? AgentName { get; private set; }

    /// <summary>When a person took it for the first time.</summary>
    public DateTime? AcceptedAt { get; private set; }

    public ChatSide Awaits { get; private set; }

    public DateTime? SilentSince { get; private set; }

    /// <summary>The customer was asked whether they are still there, and has said nothing since.</summary>
    public DateTime? NudgedAt { get; private set; }

    /// <summary>The place in the line that the customer was told last, and when.</summary>
    public int? ToldPosition { get; private set; }

    public DateTime? ToldAt { get; private set; }

    public DateTime? EndedAt { get; private set; }

    /// <summary>The kind of who ended it: customer, staff, api or system.</summary>
    public string? EndedBy { get; private set; }

    public ChatEnd? EndedWhy { get; private set; }

    public int Version { get; private set; }

    public bool IsOpen => State != ChatState.Ended;

    /// <summary>Whether it waits, and not (for a moment yet) for somebody else.</summary>
    public bool WaitsFor(Guid? staff, DateTime at) => State == ChatState.Waiting && (ForStaffId == null || ForStaffId == staff || at >= WaitingSince + KeptFor);

    /// <summary>The case it was about became a part of this one, or is its own again.</summary>
    internal void Concern(Ticket ticket)
    {
        TicketNumber = ticket.Number;
        Version++;
    }

    /// <summary>Exactly one takes it; whoever comes later hears who has it.</summary>
    public void Take(Actor by, DateTime at)
    {
        if (State == ChatState.WithAgent)
        {
            throw new RuleViolation("chat_taken", $"{AgentName} is talking with this customer.");
        }

        if (State == ChatState.Ended)
        {
            throw new RuleViolation("chat_over", "This chat is over; a reply begins a new one.");
        }

        if (!WaitsFor(by.Id, at))
        {
            throw new RuleViolation("chat_kept", $"This chat was passed to somebody else; {KeptFor.TotalMinutes:0} minutes after that anybody can take it.");
        }

        (State, AgentId, AgentName, ForStaffId, ForTeamId) = (ChatState.WithAgent, by.Id, by.Name, null, null);
        AcceptedAt ??= at;
        (Awaits, SilentSince, NudgedAt) = (ChatSide.Agent, at, null);
        Version++;
    }

    public void AgentWrote(DateTime at)
    {
        (Awaits, SilentSince, NudgedAt) = (ChatSide.Customer, at, null);
        Version++;
    }

    /// <summary>The first of several words is what the customer waits for an answer to.</summary>
    public void CustomerWrote(DateTime at)
    {
        SilentSince = Awaits == ChatSide.Agent && SilentSince != null ? SilentSince : at;
        (Awaits, NudgedAt) = (ChatSide.Agent, null);
        Version++;
    }

    public void Nudged(DateTime at)
    {
        NudgedAt = at;
        Version++;
    }

    /// <summary>Back into the line, before those who have just come: passed on to somebody, or left by one who fell silent.</summary>
    public void WaitAgain(Guid? forStaff, Guid? forTeam, string? note, string? by, DateTime at)
    {
        (State, Urgent, WaitingSince) = (ChatState.Waiting, true, at);
        (ForStaffId, ForTeamId, PassedNote, PassedBy) = (forStaff, forTeam, note, by);
        (AgentId, SilentSince, NudgedAt, ToldPosition, ToldAt) = (null, null, null, null, at);
        Version++;
    }

    public void Told(int position, DateTime at)
    {
        (ToldPosition, ToldAt) = (position, at);
        Version++;
    }

    public void End(ChatEnd why, Actor by, DateTime at)
    {
        (State, EndedAt, EndedBy, EndedWhy) = (ChatState.Ended, at, by.Kind, why);
        Version++;
    }
}
