using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Whom news of a case concerns.</summary>
internal static class Concerned
{
    /// <summary>Whoever is named; else who has the case and who watches it; while nobody has it, its team.</summary>
    public static async Task<IReadOnlyList<Guid>> ConcernedAsync(this FeedbackDb db, News news, Ticket ticket)
    {
        if (news.StaffId is { } named)
        {
            return [named];
        }

        List<Guid> hands = ticket.AssigneeId is { } assignee ? [assignee] : [];
        return news.Code switch
        {
            NotificationCode.Assigned => hands,
            NotificationCode.TeamCase or NotificationCode.Released => await TeamAsync(db, news.Code, ticket),
            NotificationCode.Reopened => [.. hands, .. await WatchersAsync(db, ticket), .. await TeamAsync(db, news.Code, ticket)],
            NotificationCode.LowAnswer => [.. hands, .. await WatchersAsync(db, ticket), .. await AnsweringForAsync(db, ticket, news.At)],
            NotificationCode.CommitmentOverdue => [.. hands, .. await WatchersAsync(db, ticket), .. await OwnerAsync(db, news)],
            _ => [.. hands, .. await WatchersAsync(db, ticket)],
        };
    }

    private static Task<List<Guid>> WatchersAsync(FeedbackDb db, Ticket ticket) =>
        db.TicketWatchers.Where(w => w.TicketNumber == ticket.Number).Select(w => w.StaffId).ToListAsync();

    /// <summary>Everybody in a team that takes its cases itself. Where they are given out, that goes on by itself, and only the lead hears that one came back.</summary>
    private static async Task<List<Guid>> TeamAsync(FeedbackDb db, string code, Ticket ticket)
    {
        if (ticket.AssigneeId != null || !ticket.IsOpen || ticket.TeamId is not { } id || await db.Teams.AsNoTracking().FirstOrDefaultAsync(t => t.Id == id) is not { } team)
        {
            return [];
        }

        var leadsOnly = team.Pushes;
        return leadsOnly && code != NotificationCode.Released ? []
            : await db.TeamMembers.Where(m => m.TeamId == id && (m.IsLead || !leadsOnly)).Select(m => m.StaffId).ToListAsync();
    }

    /// <summary>Who owns the account today, and who leads the team; the team itself hears of the case as of any other.</summary>
    private static async Task<List<Guid>> AnsweringForAsync(FeedbackDb db, Ticket ticket, DateTime at)
    {
        var owners = db.Accounts.Where(a => a.Id == ticket.AccountId && a.OwnerId != null).Select(a => a.OwnerId!.Value);
        var leads = db.TeamMembers.Where(m => m.TeamId == ticket.TeamId && m.IsLead).Select(m => m.StaffId);
        var told = await owners.Union(leads).ToListAsync();
        var owner = await db.Accounts.AsNoTracking().Include(a => a.Deputies).FirstOrDefaultAsync(a => a.Id == ticket.AccountId && a.OwnerId != null);
        var isAbsent = owner != null && await db.Staff.AsNoTracking().FirstOrDefaultAsync(s => s.Id == owner.OwnerId) is { } member && member.IsAbsentAt(at);
        return isAbsent ? [.. told.Union(owner!.Deputies.Select(d => d.StaffId))] : told;
    }

    private static async Task<List<Guid>> OwnerAsync(FeedbackDb db, News news) => Guid.TryParse(news.Arguments.GetValueOrDefault("id"), out var id)
        ? await db.Commitments.Where(c => c.Id == id && c.OwnerId != null).Select(c => c.OwnerId!.Value).ToListAsync()
        : [];
}
