using FeedbackBot.Accounts;
using FeedbackBot.Storage;

namespace FeedbackBot.Tickets;

/// <summary>Who may use a prepared text or macro: everybody, everybody on the cases of a team, or whoever made it.</summary>
public enum Sharing { Shared, Team, Private }

/// <summary>What staff prepare for each other: prepared texts and macros.</summary>
public interface IPrepared
{
    Sharing Sharing { get; }

    Guid? TeamId { get; }

    Guid? OwnerId { get; }
}

/// <summary>Finds what is prepared.</summary>
public static class PreparedThings
{
    /// <summary>Those that <paramref name="staff"/> can use on a case; in memory <see cref="Whose.IsFor"/> says the same.</summary>
    public static IQueryable<T> For<T>(this IQueryable<T> prepared, Ticket ticket, Guid staff) where T : class, IPrepared
    {
        var team = ticket.TeamId;
        return prepared.Where(p => p.Sharing == Sharing.Shared || (p.Sharing == Sharing.Team && p.TeamId == team) || (p.Sharing == Sharing.Private && p.OwnerId == staff));
    }
}

/// <summary>Whose a prepared text or macro is.</summary>
public sealed record Whose(Sharing Sharing, Guid? TeamId, Guid? OwnerId)
{
    /// <summary>Others use it too.</summary>
    public bool IsShared => Sharing != Sharing.Private;

    public bool IsFor(Ticket ticket, Guid? staff) => Sharing switch
    {
        Sharing.Team => ticket.TeamId == TeamId,
        Sharing.Private => staff != null && OwnerId == staff,
        _ => true,
    };

    /// <summary>Private ones belong to whoever made them; the others are everybody's, and managers change them.</summary>
    public bool MayChange(StaffMember by) => IsShared ? by.Manages : OwnerId == by.Id;

    /// <summary>From what a form says; a team's needs its team.</summary>
    public static Whose Read(string? sharing, Guid? team, Guid staff) => ColumnForms.TryParse<Sharing>(sharing, out var given)
        ? given switch
        {
            Sharing.Team => new(given, team ?? throw new RuleViolation("required", "Say which team's it is.", "team"), null),
            Sharing.Private => new(given, null, staff),
            _ => new(given, null, null),
        }
        : throw new RuleViolation("required", $"sharing must be one of {string.Join(", ", ColumnForms.WordsOf<Sharing>())}.", "sharing");
}
