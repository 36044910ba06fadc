using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>A policy as somebody wants it.</summary>
public sealed record PolicyWish(
    string? Name, int Position, TicketConditions Conditions, Target? FirstResponse, Target? NextResponse, Target? Resolution, Target? Handling,
    AlertRules Alerts, Guid CalendarId);

/// <summary>Makes a policy or a new version of one; promises made stay as they are.</summary>
public sealed class ChangePolicy(RoutingBook routing, TimeProvider time)
{
    private const int MostMinutes = 366 * 24 * 60;

    /// <param name="id">The version to replace; null makes a new policy.</param>
    public async Task<PromisePolicy> RunAsync(FeedbackDb db, Guid? id, PolicyWish wish, Actor by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var name = Required.Text(wish.Name, "name", 100);
        var calendar = await db.Calendars.FirstOrDefaultAsync(c => c.Id == wish.CalendarId && c.ReplacedAt == null)
            ?? throw new RuleViolation("unknown_calendar", "Choose a calendar that is in use.", "calendar");
        var targets = new PromiseTargets(
            Checked(wish.FirstResponse, "first_response") ?? throw new RuleViolation("required", "Say how soon the first answer is promised.", "first_response"),
            Checked(wish.Resolution, "resolution") ?? throw new RuleViolation("required", "Say how soon a resolution is promised.", "resolution"),
            Checked(wish.NextResponse, "next_response"), Checked(wish.Handling, "handling"));
        Check(wish.Alerts);
        var old = id == null ? null : await db.PromisePolicies.FindAsync(id) ?? throw new RuleViolation("not_found", "There is no such policy.");
        if (old?.ReplacedAt == null && await db.PromisePolicies.AnyAsync(p => p.ReplacedAt == null && p.Name == name && p.Id != id))
        {
            throw new RuleViolation("name_taken", "Another policy has this name.", "name");
        }

        var policy = new PromisePolicy(wish.Position, name, wish.Conditions, targets, calendar.Id, now).Telling(wish.Alerts);
        policy = old?.ReplaceWith(policy, now) ?? policy;
        await GiveUpPolicy.CheckOneForAllAsync(db, policy, old);
        db.PromisePolicies.Add(policy);
        db.Audit(by, now, old == null ? "policy.made" : "policy.changed", ("name", name), ("version", policy.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        routing.Forget();
        return policy;
    }

    private static Target? Checked(Target? target, string field) => target is null or { Amount: >= 1 and <= MostMinutes }
        ? target is { IsInDays: true, Amount: > 1000 } ? throw new RuleViolation("target_range", "A thousand days at most.", field) : target
        : throw new RuleViolation("target_range", "A promise is at least 1 and at most a year.", field);

    private static bool IsAddress(string text) => text.Length <= 320 && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 3 && !text.Any(char.IsWhiteSpace);

    private static void Check(AlertRules alerts)
    {
        if (alerts.WarnMinutes is < 0 or > MostMinutes)
        {
            throw new RuleViolation("warn_range", "Warn between 0 minutes and a year before.", "warn");
        }

        foreach (var step in alerts.Chain)
        {
            if (step.AfterMinutes is < 0 or > MostMinutes
                || (step.To is not (EscalationStep.Assignee or EscalationStep.Lead or EscalationStep.Managers) && !IsAddress(step.To)))
            {
                throw new RuleViolation("chain_step", $"{step.AfterMinutes} {step.To}: say minutes, then assignee, lead, managers or an e-mail address.", "chain");
            }
        }
    }
}

/// <summary>Gives a policy up; there is always one left that fits every case.</summary>
public sealed class GiveUpPolicy(RoutingBook routing, TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, Guid id, Actor by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var policy = await db.PromisePolicies.FindAsync(id) ?? throw new RuleViolation("not_found", "There is no such policy.");
        await CheckOneForAllAsync(db, null, policy);
        policy.GiveUp(now);
        db.Audit(by, now, "policy.given_up", ("name", policy.Name));
        routing.Forget();
    }

    /// <summary>Without a policy that asks for nothing, some case would be promised nothing.</summary>
    internal static async Task CheckOneForAllAsync(FeedbackDb db, PromisePolicy? comes, PromisePolicy? goes)
    {
        var others = await db.PromisePolicies.AsNoTracking().Where(p => p.ReplacedAt == null).ToListAsync();
        if (!others.Where(p => p.Id != goes?.Id).Append(comes).Any(p => p is { Conditions: { } asks } && asks.AsksNothing))
        {
            throw new RuleViolation("no_policy_for_all", "One policy must fit every case: leave one without conditions.", "conditions");
        }
    }
}

/// <summary>Makes a calendar or a new version of one; promises made count on by the version they were made by.</summary>
public sealed class ChangeCalendar(RoutingBook routing, TimeProvider time)
{
    /// <param name="id">The version to replace; null makes a new calendar.</param>
    public async Task<WorkCalendar> RunAsync(FeedbackDb db, Guid? id, string? name, string? timeZone, Func<WorkHours, WorkHours> change, string what, Actor by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var old = id == null ? null : await db.Calendars.FindAsync(id) ?? throw new RuleViolation("not_found", "There is no such calendar.");
        var called = Required.Text(name ?? old?.Name, "name", 100);
        var zone = Required.Text(timeZone ?? old?.TimeZone, "zone", 60);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            throw new RuleViolation("unknown_zone", $"There is no time zone {zone}; write it like Asia/Shanghai.", "zone");
        }

        if (old?.ReplacedAt == null && await db.Calendars.AnyAsync(c => c.ReplacedAt == null && c.Name == called && c.Id != id))
        {
            throw new RuleViolation("name_taken", "Another calendar has this name.", "name");
        }

        var hours = change(old?.Hours ?? new WorkHours());
        if (hours.Week.All(d => d.Count == 0))
        {
            throw new RuleViolation("no_hours", "A calendar needs working hours on some day of the week.", "week");
        }

        var calendar = old?.ReplaceWith(called, zone, hours, now) ?? new WorkCalendar(called, zone, hours, now);
        db.Calendars.Add(calendar);
        if (old != null)
        {
            (await db.PromisePolicies.Where(p => p.ReplacedAt == null && p.CalendarId == old.Id).ToListAsync()).ForEach(p => p.CountBy(calendar.Id));
            (await db.PackSettings.Where(s => s.CalendarId == old.Id).ToListAsync()).ForEach(s => s.CountBy(calendar.Id));
        }

        db.Audit(by, now, old == null ? "calendar.made" : "calendar.changed", ("name", called), ("what", what));
        routing.Forget();
        return calendar;
    }
}

/// <summary>Switches a regulatory pack on or off, and says which complaints it is for. Clocks that run already run on.</summary>
public sealed class SwitchPack(TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, string? key, bool isOn, TicketConditions conditions, Guid calendarId, Actor by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var pack = RegulatoryPacks.Find(key) ?? throw new RuleViolation("not_found", "There is no such pack.");
        if (!await db.Calendars.AnyAsync(c => c.Id == calendarId && c.ReplacedAt == null))
        {
            throw new RuleViolation("unknown_calendar", "Choose a calendar that is in use.", "calendar");
        }

        if (isOn && conditions.AsksNothing)
        {
            throw new RuleViolation("pack_conditions", "Say which cases the rule is for, complaints at least.", "conditions");
        }

        if (await db.PackSettings.FindAsync(pack.Key) is { } setting)
        {
            setting.Become(conditions, calendarId, isOn);
        }
        else
        {
            db.PackSettings.Add(new PackSetting(pack.Key, conditions, calendarId, isOn));
        }

        db.Audit(by, now, isOn ? "pack.on" : "pack.off", ("pack", pack.Key));
    }
}
