using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>A team as somebody wants it.</summary>
public sealed record TeamFacts(string ZhHans, string En, bool Pushes, int? AwayMinutes, int? IdleMinutes);

/// <summary>Adds a team, or changes how one works.</summary>
public sealed partial class KeepTeam(TimeProvider time)
{
    private const int LongestName = 60;

    /// <param name="isNew">Adding a key that there is already is a mistake; changing one that there is not, too.</param>
    public async Task<Team> RunAsync(FeedbackDb db, string key, bool isNew, TeamFacts facts, Actor by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var name = new LocalizedText(Required.Text(facts.ZhHans, "name_zh", LongestName), Required.Text(facts.En, "name_en", LongestName));
        if (isNew && !Key().IsMatch(key))
        {
            throw new RuleViolation("team_key", "A key is 2 to 40 of a–z, 0–9 and _, and begins with a letter.", "key");
        }

        var team = await db.Teams.FirstOrDefaultAsync(t => t.Key == key);
        if (isNew == (team != null))
        {
            throw isNew ? new RuleViolation("team_key_taken", $"There is a team {key} already.", "key") : new RuleViolation("not_found", $"There is no team {key}.");
        }

        team ??= db.Teams.Add(new Team(key, name, now)).Entity;
        team.Call(name);
        team.Work(facts.Pushes, facts.AwayMinutes, facts.IdleMinutes);
        db.Audit(by, now, isNew ? "team.added" : "team.changed", ("team", key), ("name", name.En), ("pushes", facts.Pushes ? "yes" : "no"),
            ("away", facts.AwayMinutes?.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("idle", facts.IdleMinutes?.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return team;
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{1,39}$")]
    private static partial Regex Key();
}

/// <summary>Puts a member of staff into a team, or changes what they are in it.</summary>
public sealed class KeepTeamMember(TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, string teamKey, Guid staffId, int line, bool isLead, Actor by)
    {
        var team = await db.Teams.FirstOrDefaultAsync(t => t.Key == teamKey) ?? throw new RuleViolation("not_found", $"There is no team {teamKey}.");
        var staff = await db.Staff.FindAsync(staffId) ?? throw new RuleViolation("unknown_staff", "There is no such member of staff.", "member");
        var present = await db.TeamMembers.FindAsync(team.Id, staffId);
        if (present == null)
        {
            present = new TeamMember(team.Id, staffId, line, isLead);
            db.TeamMembers.Add(present);
        }

        present.Serve(line, isLead);
        db.Audit(by, time.GetUtcNow().UtcDateTime, "team.member", ("team", teamKey), ("member", staff.Name), ("line", line == TeamMember.SecondLine ? "second" : "first"), ("lead", isLead ? "yes" : "no"));
    }
}

/// <summary>Takes a member of staff out of a team; cases in their hands stay there.</summary>
public sealed class RemoveTeamMember(TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, string teamKey, Guid staffId, Actor by)
    {
        var team = await db.Teams.FirstOrDefaultAsync(t => t.Key == teamKey) ?? throw new RuleViolation("not_found", $"There is no team {teamKey}.");
        if (await db.TeamMembers.FindAsync(team.Id, staffId) is { } member)
        {
            db.TeamMembers.Remove(member);
            db.Audit(by, time.GetUtcNow().UtcDateTime, "team.member_removed", ("team", teamKey), ("member", (await db.Staff.FindAsync(staffId))?.Name));
        }
    }
}

/// <summary>Says what a member of staff can do, how much of it, and when they are not there.</summary>
public sealed class KeepDesk(TimeProvider time)
{
    public async Task<StaffMember> RunAsync(FeedbackDb db, Guid staffId, DeskFacts facts, Actor by)
    {
        var staff = await db.Staff.FindAsync(staffId) ?? throw new RuleViolation("not_found", "There is no such member of staff.");
        var wanted = facts with { Skills = RuleCheck.Words(facts.Skills), Speaks = [.. facts.Speaks.Where(l => l is Languages.Chinese or Languages.English).Distinct()] };
        if (wanted.ReplacementId is { } other && await db.Staff.FindAsync(other) == null)
        {
            throw new RuleViolation("unknown_staff", "There is no such member of staff.", "replacement");
        }

        staff.Work(wanted);
        db.Audit(by, time.GetUtcNow().UtcDateTime, "desk.changed", ("member", staff.Name), ("skills", string.Join(", ", wanted.Skills)), ("speaks", string.Join(", ", wanted.Speaks)),
            ("chats", wanted.ChatCapacity.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("cases", wanted.CaseCapacity.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("from", wanted.AbsentFrom?.ToString("O", System.Globalization.CultureInfo.InvariantCulture)), ("until", wanted.AbsentUntil?.ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
        return staff;
    }
}

/// <summary>Shows a member of staff as available, busy or away; without a choice it is a sign of life.</summary>
public sealed class ShowPresence(TimeProvider time)
{
    public async Task<StaffMember?> RunAsync(FeedbackDb db, Guid staffId, Presence? chosen)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var staff = await db.Staff.FindAsync(staffId);
        if (chosen is { } presence)
        {
            staff?.ShowAs(presence, now);
        }
        else
        {
            staff?.GiveSignOfLife(now);
        }

        return staff;
    }
}
