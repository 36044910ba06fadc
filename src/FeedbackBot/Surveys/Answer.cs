namespace FeedbackBot.Surveys;

/// <summary>What a customer answered: a rating on a stored scale, perhaps with a reason, counted for whom the invitation said.</summary>
public sealed class Answer
{
    /// <summary>The source of answers that are kept without whoever gave them.</summary>
    public const string Anonymous = "anonymous";

    private Answer()
    {
    }

    internal Answer(Invitation invitation, int value, DateTime at) : this(invitation.Metric, value, invitation.Attribution, at)
    {
        (InvitationId, ContactId, TicketNumber) = (invitation.Id, invitation.ContactId, invitation.TicketNumber);
        Source = invitation.Delivery == SurveyDelivery.Chat ? "chat" : "link";
        RecoversId = invitation.RecoversId;
        (SurveyId, SurveyVersion) = (invitation.SurveyId, invitation.SurveyVersion);
    }

    /// <summary>Without contact, case, link and language, and of its moment only the day.</summary>
    /// <param name="attribution">At most the account's.</param>
    /// <param name="day">Where the day begins.</param>
    internal static Answer WithoutName(Invitation invitation, int value, Attribution attribution, DateTime day, Guid? id) =>
        new(invitation.Metric, value, attribution, day) { Id = id ?? Guid.CreateVersion7(day), Source = Anonymous, SurveyId = invitation.SurveyId, SurveyVersion = invitation.SurveyVersion };

    internal Answer(Metric metric, int value, Attribution attribution, DateTime at)
    {
        Id = Guid.CreateVersion7(at);
        (Metric, Value, AnsweredAt) = (metric, value, at);
        (ScaleLow, ScaleHigh) = Scale.Of(metric);
        CountFor(attribution);
    }

    public Guid Id { get; private set; }

    public Guid? InvitationId { get; private set; }

    public Metric Metric { get; private set; }

    public int Value { get; private set; }

    public int ScaleLow { get; private set; }

    public int ScaleHigh { get; private set; }

    /// <summary>The customer's own words, masked.</summary>
    public string? Reason { get; private set; }

    public Guid? ContactId { get; private set; }

    public long? TicketNumber { get; private set; }

    public Guid? AccountId { get; private set; }

    public Guid? OwnerId { get; private set; }

    public Guid? TeamId { get; private set; }

    public Guid? AgentId { get; private set; }

    public string? Tier { get; private set; }

    public string? Kind { get; private set; }

    public string? Topic { get; private set; }

    public string ListeningPost { get; private set; } = "webchat";

    public string? Language { get; private set; }

    /// <summary>chat, link, import or anonymous.</summary>
    public string Source { get; private set; } = "import";

    public DateTime AnsweredAt { get; private set; }

    /// <summary>For whom it counts; the account's name is not kept here.</summary>
    internal Attribution Attribution => new()
    {
        AccountId = AccountId,
        OwnerId = OwnerId,
        TeamId = TeamId,
        AgentId = AgentId,
        Tier = Tier,
        Kind = Kind,
        Topic = Topic,
        ListeningPost = ListeningPost,
        Language = Language,
    };

    /// <summary>The made survey whose rating this is, and its version.</summary>
    public Guid? SurveyId { get; private set; }

    public int? SurveyVersion { get; private set; }

    /// <summary>The case in which a low answer is followed up.</summary>
    public long? CaseNumber { get; private set; }

    /// <summary>The earlier, low answer whose case this one is about: both make a pair of before and after.</summary>
    public Guid? RecoversId { get; private set; }

    internal void FollowedBy(Tickets.Ticket ticket) => CaseNumber = ticket.Number;

    /// <summary>The customer meant another value, and said so while they were being asked.</summary>
    internal void PutRight(int value) => Value = value;

    public void Explain(string reason) => Reason = reason;

    /// <summary>Whom it counts for: as the question said, or as was decided afterwards.</summary>
    internal void CountFor(Attribution attribution)
    {
        (AccountId, OwnerId, TeamId, AgentId) = (attribution.AccountId, attribution.OwnerId, attribution.TeamId, attribution.AgentId);
        (Tier, Kind, Topic, ListeningPost, Language) =
            (attribution.Tier, attribution.Kind, attribution.Topic, attribution.ListeningPost, attribution.Language);
    }

    internal void From(Guid? contactId, long? ticketNumber) => (ContactId, TicketNumber) = (contactId, ticketNumber);
}

/// <summary>The scale of each metric; the lowest and highest value are both allowed.</summary>
public static class Scale
{
    public static (int Low, int High) Of(Metric metric) => metric switch
    {
        Metric.Csat => (1, 5),
        Metric.Nps => (0, 10),
        Metric.Ces => (1, 7),
        _ => throw new ArgumentOutOfRangeException(nameof(metric)),
    };

    public static bool Has(Metric metric, int value)
    {
        var (low, high) = Of(metric);
        return value >= low && value <= high;
    }

    /// <summary>Refuses a value that the metric's scale does not have.</summary>
    public static void Check(Metric metric, int value)
    {
        if (!Has(metric, value))
        {
            var (low, high) = Of(metric);
            throw new RuleViolation("out_of_range", $"A {Storage.ColumnForms.Word(metric)} value lies between {low} and {high}.", "value");
        }
    }
}
