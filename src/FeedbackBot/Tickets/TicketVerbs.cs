using FeedbackBot.Accounts;
using FeedbackBot.Routing;

namespace FeedbackBot.Tickets;

/// <summary>The verbs of a case.</summary>
public sealed partial class Ticket
{
    private const int MostFieldLength = 4000;

    /// <summary>Who writes within it is still in the same conversation; later, they had to come back.</summary>
    private static readonly TimeSpan OneContact = TimeSpan.FromMinutes(30);

    internal void BelongTo(Account account) =>
        (AccountId, AccountName, AccountTier, OwnerId) = (account.Id, account.Name, account.Tier, account.OwnerId);

    internal void Route(RoutingDecision decision, string team, DateTime at)
    {
        (TeamId, RoutingRule, RoutingReason) = (decision.TeamId, decision.Rule, decision.Reason);
        Record("routed", Actor.System, at, ("team", team), ("rule", decision.Rule), ("reason", string.Join(", ", decision.Reason)));
    }

    /// <summary>Takes over answers that the case lacked; what it has stays as it was told first. True where anything was new.</summary>
    public bool Fill(IReadOnlyDictionary<string, string> answers, Actor by, DateTime at) =>
        Amend(answers.Where(a => !Fields.ContainsKey(a.Key)).ToDictionary(), by, at);

    /// <summary>Takes over answers that are new or changed. True where any was.</summary>
    public bool Amend(IReadOnlyDictionary<string, string> answers, Actor by, DateTime at)
    {
        var changed = answers.Where(a => Fields.GetValueOrDefault(a.Key) != a.Value).ToList();
        if (changed.Count == 0)
        {
            return false;
        }

        Fields = new Dictionary<string, string>(Fields.Where(f => changed.TrueForAll(c => c.Key != f.Key)).Concat(changed));
        Record("filled", by, at, ("fields", string.Join(", ", changed.Select(a => a.Key))));
        return true;
    }

    /// <summary>Gives the case to a member of staff, or to nobody.</summary>
    public void Assign(StaffMember? assignee, Actor by, DateTime at)
    {
        if (AssigneeId == assignee?.Id)
        {
            return;
        }

        AllowAssignee(assignee);
        Handovers += AssigneeId != null && assignee != null ? 1 : 0;
        Hand(assignee, at);
        Become(Status == TicketStatus.New && assignee != null ? TicketStatus.Open : Status);
        Record(assignee == null ? "unassigned" : "assigned", by, at, ("to", assignee?.Name));
    }

    public void MoveTo(Team team, Actor by, DateTime at)
    {
        if (TeamId != team.Id)
        {
            Handovers += TeamId == null ? 0 : 1;
            TeamId = team.Id;
            Record("moved", by, at, ("team", team.Key));
        }
    }

    /// <summary>An agent has answered the customer.</summary>
    public void Answered(Actor by, DateTime at)
    {
        Allow(by);
        WaitingSince = null;
        if (FirstRespondedAt == null)
        {
            FirstRespondedAt = at;
            Stop(ClockName.FirstResponse, at);
        }

        Stop(ClockName.NextResponse, at);
        if (IsOpen)
        {
            Become(TicketStatus.WaitingOnCustomer);
        }

        Touch(at);
    }

    /// <summary>The customer wrote again: a waiting case is ours to work on, a resolved one opens again.</summary>
    public void CustomerWrote(DateTime at)
    {
        HeardAt = at;
        Returns += at - UpdatedAt > OneContact ? 1 : 0;
        Unanswered(at);
        if (Status is TicketStatus.Resolved)
        {
            Reopen("customer_wrote", Actor.Customer, at);
        }
        else if (Status is TicketStatus.WaitingOnCustomer)
        {
            Become(TicketStatus.Open);
        }

        // Writing again does not send them to the back of the line.
        WaitingSince = IsOpen ? WaitingSince ?? at : null;
        Touch(at);
    }

    /// <summary>Ends the work: with a cause, a remedy and whose issue it was, or not at all.</summary>
    public void Resolve(Resolution resolution, Actor by, DateTime at, TimeSpan surveyDelay)
    {
        if (!IsOpen)
        {
            return;
        }

        Cause = Given(resolution.Cause, "cause");
        Remedy = Given(resolution.Remedy, "remedy");
        (Responsibility, ResolvedAt, SurveyDueAt) = (resolution.Responsibility, at, at + surveyDelay);
        Become(TicketStatus.Resolved);
        Stop(ClockName.Resolution, at);
        if (FirstRespondedAt == null && resolution.TellsCustomer)
        {
            FirstRespondedAt = at;
        }

        Stop(ClockName.FirstResponse, at);
        Record("resolved", by, at, ("cause", Cause), ("remedy", Remedy), ("responsibility", Storage.ColumnForms.Word(resolution.Responsibility)));
    }

    /// <summary>Opens a resolved case again; the question how it went is taken back.</summary>
    public void Reopen(string reason, Actor by, DateTime at)
    {
        if (IsOpen)
        {
            return;
        }

        if (MergedInto != null)
        {
            throw new RuleViolation("merged_ticket", $"This case was merged into {TicketNumber.Format(MergedInto.Value)}; reopen that one.");
        }

        (ResolvedAt, SurveyDueAt, Declined) = (null, null, false);
        ReopenCount++;
        Become(TicketStatus.Open);
        WaitingSince = at;
        Record("reopened", by, at, ("reason", reason));
    }

    /// <summary>Waits for something that neither we nor the customer can hurry; the reason stays on the case.</summary>
    public void Hold(string reason, Actor by, DateTime at)
    {
        if (IsOpen && Status != TicketStatus.OnHold)
        {
            Become(TicketStatus.OnHold);
            Record("held", by, at, ("reason", reason));
        }
    }

    /// <summary>The customer takes the case back; nobody is asked how it went.</summary>
    public void Withdraw(Actor by, DateTime at)
    {
        if (!IsOpen)
        {
            return;
        }

        Become(TicketStatus.Closed);
        _clocks.ForEach(c => c.Stop(at));
        Record("withdrawn", by, at);
    }

    public void Noted(Actor by, DateTime at) => Record("noted", by, at);

    /// <summary>The customer followed the link of an e-mail: the address on the case is theirs.</summary>
    public void RequestVerified(DateTime at) => Record("request_verified", Actor.Customer, at);

    private static string Given(string? text, string field) => text?.Trim() switch
    {
        null or "" => throw new RuleViolation("required", $"Say the {field}: a case cannot be resolved without it.", field),
        { Length: > MostFieldLength } => throw new RuleViolation("too_long", $"The {field} is longer than {MostFieldLength} characters.", field),
        var given => given,
    };

    private void Stop(string clock, DateTime at) => _clocks.Find(c => c.Name == clock)?.Stop(at);

    private void Become(TicketStatus status) => (Status, WaitingSince) = (status, status is TicketStatus.Resolved or TicketStatus.Closed ? null : WaitingSince);

    private void Touch(DateTime at)
    {
        UpdatedAt = at;
        Version++;
    }

    private void Record(string code, Actor by, DateTime at, params ReadOnlySpan<(string Name, string? Value)> arguments)
    {
        Allow(by);
        var facts = new Dictionary<string, string>();
        foreach (var (name, value) in arguments)
        {
            if (value != null)
            {
                facts[name] = value;
            }
        }

        _events.Add(new TicketEvent(Number, code, facts, by, at));
        Touch(at);
    }
}

/// <summary>How a case ended.</summary>
public sealed record Resolution(string? Cause, string? Remedy, Responsibility Responsibility, bool TellsCustomer);
