namespace FeedbackBot.Tickets;

/// <summary>What there is to be told of.</summary>
public static class NotificationCode
{
    public const string Assigned = "assigned";
    public const string Mentioned = "mentioned";
    public const string CustomerReplied = "customer_replied";
    public const string Reopened = "reopened";

    /// <summary>A case came to one's team, which takes its cases itself.</summary>
    public const string TeamCase = "team_case";

    /// <summary>A case went back to the queue of one's team.</summary>
    public const string Released = "released";

    /// <summary>A customer of one's account, or of a case of one's team, gave a low rating.</summary>
    public const string LowAnswer = "low_answer";

    public const string PromiseWarned = "promise_warned";
    public const string PromiseBroken = "promise_broken";

    /// <summary>A broken promise was passed on to one.</summary>
    public const string Escalated = "escalated";

    public const string CommitmentGiven = "commitment_given";
    public const string CommitmentDue = "commitment_due";
    public const string CommitmentOverdue = "commitment_overdue";

    /// <summary>How long what is not urgent waits for company, and how long after one e-mail or card the next may come.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(15);

    public static readonly IReadOnlyList<string> All =
    [
        Assigned, Mentioned, CustomerReplied, Reopened, TeamCase, Released, LowAnswer, PromiseWarned, PromiseBroken, Escalated, CommitmentGiven, CommitmentDue, CommitmentOverdue,
    ];

    /// <summary>What is said of a promise until somebody knows of it.</summary>
    public static readonly IReadOnlyList<string> OfPromises = [PromiseWarned, PromiseBroken, Escalated];

    /// <summary>Cases that wait in a team until somebody has them.</summary>
    public static readonly IReadOnlyList<string> OfTeams = [TeamCase, Released];

    /// <summary>The event of a case that is news of this kind. What a promise's policy says of it is told by <see cref="WatchPromises"/>.</summary>
    internal static readonly IReadOnlyDictionary<string, string> OfEvents = new Dictionary<string, string>
    {
        ["assigned"] = Assigned,
        ["moved"] = TeamCase,
        ["unassigned"] = Released,
        ["released"] = Released,
        ["reopened"] = Reopened,
        ["commitment_overdue"] = CommitmentOverdue,
    };

    internal static bool IsUrgent(string code) => code is PromiseBroken or Escalated or LowAnswer;
}

/// <summary>Where a member of staff wants to be told of what.</summary>
public sealed class NotificationChoice
{
    private NotificationChoice()
    {
    }

    public NotificationChoice(Guid staffId, string code, bool console, bool email, bool teams) =>
        (StaffId, Code, Console, Email, Teams) = (staffId, code, console, email, teams);

    public Guid StaffId { get; private set; }

    public string Code { get; private set; } = "";

    public bool Console { get; private set; }

    public bool Email { get; private set; }

    public bool Teams { get; private set; }

    public void Become(bool console, bool email, bool teams) => (Console, Email, Teams) = (console, email, teams);

    /// <summary>What holds until somebody chooses: all in the console, by e-mail what concerns oneself, in Teams all but what comes to the whole team.</summary>
    public static NotificationChoice Default(Guid staffId, string code) => new(
        staffId, code, console: true, email: code is not (NotificationCode.CustomerReplied or NotificationCode.TeamCase or NotificationCode.Released),
        teams: code is not NotificationCode.TeamCase);
}
