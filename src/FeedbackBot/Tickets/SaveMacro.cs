using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;

namespace FeedbackBot.Tickets;

/// <summary>Makes or changes a macro, once every step of it can be taken.</summary>
public sealed class SaveMacro(RoutingBook routing, TimeProvider time)
{
    private const int MostName = 120;
    private const int MostSteps = 20;

    /// <param name="id">Null for a new one.</param>
    public async Task<Macro> RunAsync(
        FeedbackDb db, Guid? id, string? name, IReadOnlyList<MacroStep> steps, Whose whose, StaffMember by, IReadOnlySet<string> fields)
    {
        var called = Required.Text(name, "name", MostName);
        var book = await routing.OpenAsync();
        if (steps.Count is 0 or > MostSteps)
        {
            throw new RuleViolation("required", $"A macro has 1 to {MostSteps} steps.", "steps");
        }

        for (var i = 0; i < steps.Count; i++)
        {
            await CheckAsync(db, steps[i], $"step{i}", book, fields);
        }

        var now = time.GetUtcNow().UtcDateTime;
        var macro = id == null ? db.Macros.Add(new(now)).Entity : await FindAsync(db, id.Value);
        if ((id != null && !macro.Whose.MayChange(by)) || !whose.MayChange(by))
        {
            throw new RuleViolation("not_yours", "Only managers change what others use too.", "sharing");
        }

        var wasOurs = id != null && macro.Whose.IsShared;
        macro.Become(called, steps, whose, now);
        if (wasOurs || whose.IsShared)
        {
            db.Audit(Actor.Of(by), now, id == null ? "macro.made" : "macro.changed", ("name", macro.Name));
        }

        return macro;
    }

    public async Task RemoveAsync(FeedbackDb db, Guid id, StaffMember by)
    {
        var macro = await FindAsync(db, id);
        if (!macro.Whose.MayChange(by))
        {
            throw new RuleViolation("not_yours", "Only managers remove what others use too.");
        }

        db.Macros.Remove(macro);
        if (macro.Whose.IsShared)
        {
            db.Audit(Actor.Of(by), time.GetUtcNow().UtcDateTime, "macro.removed", ("name", macro.Name));
        }
    }

    private static async Task CheckAsync(FeedbackDb db, MacroStep step, string field, RoutingBook.Page book, IReadOnlySet<string> fields)
    {
        var isWhole = step.Do switch
        {
            MacroStep.Reply => step.ReplyId is { } id ? await db.CannedReplies.FindAsync(id) != null : Has(step.Text),
            MacroStep.Priority => ColumnForms.TryParse<TicketPriority>(step.Text, out _),
            MacroStep.Team => book.Teams.Any(t => t.Key == step.Text),
            MacroStep.Resolve => Has(step.Cause) && Has(step.Remedy) && step.Responsibility != null,
            var kind => MacroStep.Kinds.Contains(kind) && Has(step.Text),
        };
        if (!isWhole)
        {
            throw new RuleViolation("step_incomplete", $"The step '{step.Do}' lacks something.", field);
        }

        if (step.Do == MacroStep.Tag)
        {
            _ = Required.Text(step.Text, field, Ticket.MostTag);
        }

        foreach (var text in new[] { step.Text, step.Cause, step.Remedy })
        {
            if (Variables.Unknown(text, fields) is [var unknown, ..])
            {
                throw new RuleViolation("unknown_variable", $"There is no {{{unknown}}}.", field);
            }
        }
    }

    private static bool Has(string? text) => !string.IsNullOrWhiteSpace(text);

    private static async Task<Macro> FindAsync(FeedbackDb db, Guid id) =>
        await db.Macros.FindAsync(id) ?? throw new RuleViolation("not_found", "There is no such macro.");
}
