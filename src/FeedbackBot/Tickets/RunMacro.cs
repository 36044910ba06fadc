using FeedbackBot.Routing;
using FeedbackBot.Storage;

namespace FeedbackBot.Tickets;

/// <summary>What a macro would do to a case, its texts filled in, and why it cannot, where it cannot.</summary>
public sealed record MacroPlan(Macro Macro, IReadOnlyList<PlannedStep> Steps)
{
    public PlannedStep? Hindered => Steps.FirstOrDefault(s => s.Blank != null);
}

/// <param name="Step">Filled in; a prepared reply as its text.</param>
/// <param name="Blank">A variable that has no value on this case, or (canned) a prepared reply that is gone.</param>
public sealed record PlannedStep(MacroStep Step, string? Blank);

/// <summary>Takes all steps of a macro on a case in the one commit it is called in: all of them, or none and a reason.</summary>
public sealed class RunMacro(
    RoutingBook routing, HoldReply reply, AddNote note, AssignTicket assign, HoldTicket hold, ResolveTicket resolve, TimeProvider time)
{
    /// <summary>What it would do; changes nothing.</summary>
    public async Task<MacroPlan> PlanAsync(FeedbackDb db, long number, Guid id, Actor by)
    {
        var ticket = await db.TicketAsync(number);
        var macro = await db.Macros.FindAsync(id);
        if (macro?.Whose.IsFor(ticket, by.Id) != true)
        {
            throw new RuleViolation("not_found", "There is no such macro.");
        }

        var values = await Variables.OfAsync(db, ticket, by, await routing.OpenAsync(), time.GetUtcNow().UtcDateTime);
        var steps = new List<PlannedStep>();
        foreach (var step in macro.Steps)
        {
            steps.Add(await FillAsync(db, ticket, step, values));
        }

        return new(macro, steps);
    }

    public async Task RunAsync(FeedbackDb db, long number, Guid id, Actor by)
    {
        var plan = await PlanAsync(db, number, id, by);
        if (plan.Hindered is { } hindered)
        {
            throw new RuleViolation("macro_blank", $"Nothing was done: the step '{hindered.Step.Do}' needs {hindered.Blank}, which this case does not have.", hindered.Blank);
        }

        var ticket = await db.TicketAsync(number);
        if (plan.Steps.Any(s => s.Step.Do == MacroStep.Resolve) && !ticket.IsOpen)
        {
            throw new RuleViolation("already_resolved", "This case has been resolved meanwhile; nothing was changed.");
        }

        ticket.MacroRan(plan.Macro.Name, by, time.GetUtcNow().UtcDateTime);
        plan.Macro.Used();
        foreach (var planned in plan.Steps)
        {
            await TakeAsync(db, ticket, planned.Step, by);
        }
    }

    private async Task TakeAsync(FeedbackDb db, Ticket ticket, MacroStep step, Actor by)
    {
        var (number, now) = (ticket.Number, time.GetUtcNow().UtcDateTime);
        switch (step.Do)
        {
            case MacroStep.Reply:
                await reply.RunAsync(db, number, step.Text, by);
                break;
            case MacroStep.Note:
                await note.RunAsync(db, number, step.Text, by);
                break;
            case MacroStep.Team:
                await assign.RunAsync(db, number, step.Text, null, by);
                break;
            case MacroStep.Assign:
                await assign.RunAsync(db, number, null, step.Text == MacroStep.Me ? by.Id?.ToString() : step.Text, by);
                break;
            case MacroStep.Priority:
                ticket.Prioritise(ColumnForms.Parse<TicketPriority>(step.Text!), by, now);
                break;
            case MacroStep.Tag:
                ticket.AddTag(step.Text!, by, now);
                break;
            case MacroStep.Hold:
                await hold.RunAsync(db, number, step.Text, by);
                break;
            case MacroStep.Resolve:
                await resolve.RunAsync(db, number, new(step.Cause, step.Remedy, step.Responsibility!.Value, TellsCustomer: false), null, by);
                break;
            default:
                throw new RuleViolation("step_incomplete", $"Nothing here does '{step.Do}'.");
        }

        db.AnnounceTicket(ticket);
    }

    private static async Task<PlannedStep> FillAsync(FeedbackDb db, Ticket ticket, MacroStep step, IReadOnlyDictionary<string, string> values)
    {
        var text = step.Text;
        if (step.ReplyId is { } id)
        {
            if (await db.CannedReplies.FindAsync(id) is not { } canned)
            {
                return new(step, "canned");
            }

            text = canned.In(ticket.Language);
        }

        string? Filled(string? given) => given == null ? null : Variables.Fill(given, values);
        var filled = step with { Text = Filled(text), Cause = Filled(step.Cause), Remedy = Filled(step.Remedy) };
        var blank = Blanks.FirstIn(string.Join('\n', filled.Text, filled.Cause, filled.Remedy));
        return new(filled, blank?.Trim('⟦', '⟧'));
    }
}
