using FeedbackBot.Accounts;

namespace FeedbackBot.Routing;

/// <summary>Codes of why a case waits in its team's queue.</summary>
public static class Held
{
    public const string NobodyInTeam = "nobody_in_team";
    public const string NobodyAvailable = "nobody_available";
    public const string NobodyFits = "nobody_fits";
    public const string NobodyHasRoom = "nobody_has_room";

    public static readonly IReadOnlyList<string> All = [NobodyInTeam, NobodyAvailable, NobodyFits, NobodyHasRoom];
}

/// <summary>How much a member has in hand: live chats, and other cases that wait for us.</summary>
public readonly record struct Load(int Chats, int Cases)
{
    public bool LeavesRoom(StaffMember member, bool isChat) => isChat ? Chats < member.ChatCapacity : Cases < member.CaseCapacity;
}

/// <summary>Somebody a case could be given to.</summary>
public sealed record Candidate(StaffMember Member, int Line, Load Load);

/// <summary>What a case asks of whoever gets it.</summary>
public sealed record Wanted(string Language, IReadOnlyList<string> Skills, bool IsChat)
{
    /// <summary>Who has this customer's other cases, or stands in for them.</summary>
    public Guid? LastAgent { get; init; }

    public IReadOnlyList<Guid> Recused { get; init; } = [];

    /// <summary>It was escalated: those of the second line come first.</summary>
    public bool IsSecondStage { get; init; }
}

/// <summary>In which order people are asked, and why there is nobody; one of the two is empty.</summary>
public sealed record Order(IReadOnlyList<StaffMember> Members, string? HeldBecause);

/// <summary>
/// Chooses who gets a case: whoever knows the customer, where they are there, have room and are not the subject; else, of those who are
/// available, speak the language and have the skills, the one who has waited longest since work was last given to them. Pure.
/// </summary>
public static class AssigneeChoice
{
    /// <param name="skillsCount">False once the case has waited so long that whoever speaks its language will do.</param>
    public static Order InOrder(Wanted wanted, IReadOnlyList<Candidate> team, bool skillsCount, DateTime now)
    {
        var allowed = team.Where(c => !wanted.Recused.Contains(c.Member.Id)).ToList();
        if (allowed.Count == 0)
        {
            return new([], Held.NobodyInTeam);
        }

        var line = wanted.IsSecondStage ? TeamMember.SecondLine : TeamMember.FirstLine;
        var ofLine = allowed.Exists(c => c.Line == line) ? allowed.FindAll(c => c.Line == line) : allowed;
        var there = ofLine.FindAll(c => c.Member.PresenceAt(now) == Presence.Available);
        if (there.Count == 0)
        {
            return new([], Held.NobodyAvailable);
        }

        // A language that nobody in the team speaks would have a case wait for ever.
        var speaking = ofLine.Exists(c => Speaks(c.Member, wanted.Language)) ? there.FindAll(c => Speaks(c.Member, wanted.Language)) : there;
        var fitting = skillsCount ? speaking.FindAll(c => wanted.Skills.All(c.Member.Skills.Contains)) : speaking;
        var known = there.Find(c => c.Member.Id == wanted.LastAgent);
        if (fitting.Count == 0 && known == null)
        {
            return new([], Held.NobodyFits);
        }

        var free = fitting.Where(c => c != known).OrderBy(c => c.Member.LastAssignedAt ?? DateTime.MinValue).ThenBy(c => c.Member.Id)
            .Prepend(known).OfType<Candidate>().Where(c => c.Load.LeavesRoom(c.Member, wanted.IsChat)).Select(c => c.Member).ToList();
        return new(free, free.Count == 0 ? Held.NobodyHasRoom : null);
    }

    /// <summary>A member who names no language writes any; text of no known language goes to anybody.</summary>
    internal static bool Speaks(StaffMember member, string language) =>
        member.Speaks.Count == 0 || language == "und" || member.Speaks.Contains(Languages.Interface(language));
}
