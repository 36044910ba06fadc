using FeedbackBot.Accounts;
using FeedbackBot.Surveys.Campaigns;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tickets;

namespace FeedbackBot.Surveys;

/// <summary>csat 1–5, nps 0–10, ces 1–7.</summary>
public enum Metric { Csat, Nps, Ces }

/// <summary>Where the question was put: in the chat, by e-mail with a link, or as a link that somebody else hands on.</summary>
public enum SurveyDelivery { Chat, Email, Link }

public enum InvitationStatus { Sent, Answered, Dismissed, Expired, Cancelled }

/// <summary>A question put to one contact, with the attribution copied in when it is sent: later reassignment changes nothing.</summary>
public sealed class Invitation
{
    private Invitation()
    {
    }

    internal Invitation(Metric metric, Ticket ticket, Account? account, DateTime at, TimeSpan lifetime, SurveyDelivery delivery = SurveyDelivery.Chat)
    {
        Id = Guid.CreateVersion7(at);
        (Metric, ContactId, ConversationId, TicketNumber) = (metric, ticket.ContactId, ticket.ConversationId, ticket.Number);
        (Attribution, SentAt, ExpiresAt, Delivery) = (Surveys.Attribution.Of(ticket, account), at, at + lifetime, delivery);
    }

    /// <summary>About the whole relationship: no case, and the account as it stands.</summary>
    internal Invitation(Metric metric, Contact contact, Account? account, DateTime at, TimeSpan lifetime, SurveyDelivery delivery = SurveyDelivery.Link)
    {
        Id = Guid.CreateVersion7(at);
        (Metric, ContactId, SentAt, ExpiresAt, Delivery) = (metric, contact.Id, at, at + lifetime, delivery);
        Attribution = Surveys.Attribution.Of(account) with { ListeningPost = Surveys.Attribution.Survey, Language = contact.Language };
    }

    public Guid Id { get; private set; }

    public Metric Metric { get; private set; }

    public Guid ContactId { get; private set; }

    public Guid? ConversationId { get; private set; }

    public long? TicketNumber { get; private set; }

    public Attribution Attribution { get; private set; } = new();

    /// <summary>Which agents had which part in it, as it was when the question was sent.</summary>
    public IReadOnlyList<AgentShare> Shares { get; private set; } = [];

    public InvitationStatus Status { get; private set; }

    public SurveyDelivery Delivery { get; private set; }

    /// <summary>Of the link's token, which is kept nowhere; null where the question stands in a chat.</summary>
    public string? TokenHash { get; private set; }

    public DateTime SentAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public DateTime? ClosedAt { get; private set; }

    /// <summary>The low answer whose case this question is about; null for all others.</summary>
    public Guid? RecoversId { get; private set; }

    /// <summary>When the customer is reminded of it; null where they are not (any more).</summary>
    public DateTime? RemindAt { get; private set; }

    public DateTime? RemindedAt { get; private set; }

    /// <summary>Of the reminder's own link; the first one goes on to work beside it.</summary>
    public string? ReminderTokenHash { get; private set; }

    /// <summary>The campaign it is part of; null for all others.</summary>
    public Guid? CampaignId { get; private set; }

    /// <summary>The made survey it asks, and its version; null where it is one of the built-in questions.</summary>
    public Guid? SurveyId { get; private set; }

    public int? SurveyVersion { get; private set; }

    /// <summary>Whether the customer was promised that the answer is kept without them: it is only marked answered, not even when.</summary>
    public bool IsAnonymous { get; private set; }

    internal void Ask(SurveyVersion made) => (SurveyId, SurveyVersion, IsAnonymous, Metric) = (made.SurveyId, made.Number, made.IsAnonymous, made.Metric);

    internal void AskFor(Campaign campaign) => CampaignId = campaign.Id;

    internal void Recovers(Answer low) => RecoversId = low.Id;

    /// <summary>Makes its link. The token is told once and kept nowhere.</summary>
    internal string NewToken()
    {
        var token = LinkToken.New();
        TokenHash = LinkToken.HashOf(token);
        return token;
    }

    internal void Share(IReadOnlyList<AgentShare> shares) => Shares = shares;

    /// <summary>Whom its answer counts for, as was decided afterwards.</summary>
    internal void CountFor(Attribution attribution) => Attribution = attribution;

    /// <summary>The customer is reminded of it then, unless it would have run out.</summary>
    internal void RemindLater(DateTime at) => RemindAt = Status == InvitationStatus.Sent && RemindedAt == null && at < ExpiresAt ? at : null;

    /// <summary>Questions that were sent by e-mail are, where the site wants it.</summary>
    internal void RemindBy(SurveyOptions options)
    {
        if (Delivery == SurveyDelivery.Email && options.ReminderAfterDays > 0)
        {
            RemindLater(SentAt.AddDays(options.ReminderAfterDays));
        }
    }

    internal void NeverRemind() => RemindAt = null;

    /// <summary>Reminds once, with a link of its own: of the first token only the hash is known. Both links work.</summary>
    internal string Remind(DateTime at)
    {
        var token = LinkToken.New();
        (RemindedAt, RemindAt, ReminderTokenHash) = (at, null, LinkToken.HashOf(token));
        return token;
    }

    public bool IsOpenAt(DateTime now) => Status == InvitationStatus.Sent && now < ExpiresAt;

    public void Close(InvitationStatus status, DateTime at)
    {
        if (Status == InvitationStatus.Sent)
        {
            // The moment of an anonymous answer would lead to it.
            (Status, ClosedAt, RemindAt) = (status, IsAnonymous && status == InvitationStatus.Answered ? null : at, null);
        }
    }
}

/// <summary>Whom an answer counts for, as things stood when the question was sent.</summary>
public sealed record Attribution
{
    public Guid? AccountId { get; init; }

    public string? AccountName { get; init; }

    public string? Tier { get; init; }

    public Guid? OwnerId { get; init; }

    public Guid? TeamId { get; init; }

    public Guid? AgentId { get; init; }

    public string? Kind { get; init; }

    public string? Topic { get; init; }

    public string ListeningPost { get; init; } = "webchat";

    public string? Language { get; init; }

    /// <summary>The listening post of what no case is about.</summary>
    internal const string Survey = "survey";

    public static Attribution Of(Ticket ticket) => new()
    {
        AccountId = ticket.AccountId,
        AccountName = ticket.AccountName,
        Tier = ticket.AccountTier is { } tier ? Storage.ColumnForms.Word(tier) : null,
        OwnerId = ticket.OwnerId,
        TeamId = ticket.TeamId,
        AgentId = ticket.AssigneeId,
        Kind = ticket.Kind is { } kind ? Storage.ColumnForms.Word(kind) : null,
        Topic = ticket.Topics.Count > 0 ? ticket.Topics[0] : null,
        ListeningPost = ticket.ListeningPost,
        Language = ticket.Language,
    };

    /// <summary>Of a case, with the account and its owner as they stand now; those the case was filed with where there is no account any more.</summary>
    internal static Attribution Of(Ticket ticket, Account? account) => account == null ? Of(ticket)
        : Of(ticket) with { AccountId = account.Id, AccountName = account.Name, Tier = Storage.ColumnForms.Word(account.Tier), OwnerId = account.OwnerId };

    public static Attribution Of(Account? account) => account == null ? new() : new()
    {
        AccountId = account.Id,
        AccountName = account.Name,
        Tier = Storage.ColumnForms.Word(account.Tier),
        OwnerId = account.OwnerId,
    };
}
