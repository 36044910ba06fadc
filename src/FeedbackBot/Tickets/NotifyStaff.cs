using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Turns news into notifications: for whoever has the case or watches it, may see it, did not do it, and wants to hear of it.</summary>
public sealed class NotifyStaff(UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, TimeProvider time)
{
    private const int MostAtATime = 200;

    /// <summary>What is older, from an import or after a long standstill, is no news any more.</summary>
    private static readonly TimeSpan Old = TimeSpan.FromDays(1);

    /// <returns>How many pieces of news were told.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            if (!await db.News.AnyAsync(cancellation))
            {
                return 0;
            }
        }

        return await unitOfWork.RunAsync(TellAsync, cancellation);
    }

    private async Task<int> TellAsync(FeedbackDb db)
    {
        var old = time.GetUtcNow().UtcDateTime - Old;
        await db.News.Where(n => n.At < old).ExecuteDeleteAsync();
        var all = await db.News.OrderBy(n => n.At).Take(MostAtATime).ToListAsync();
        foreach (var news in all)
        {
            db.News.Remove(news);
            if (news.TicketNumber is { } number && await db.Tickets.AsNoTracking().FirstOrDefaultAsync(t => t.Number == number) is { } ticket)
            {
                await TellAsync(db, news, ticket);
            }
        }

        return all.Count;
    }

    private static async Task TellAsync(FeedbackDb db, News news, Ticket ticket)
    {
        var wanted = await ConcernedAsync(db, news, ticket);
        var readers = await db.ReadersOf(ticket).Where(s => wanted.Contains(s.Id) && s.Id != news.ActorId).Select(s => s.Id).ToListAsync();
        var choices = await db.NotificationChoices.AsNoTracking().Where(c => c.Code == news.Code && readers.Contains(c.StaffId)).ToDictionaryAsync(c => c.StaffId);
        var urgent = ticket.Priority == TicketPriority.Urgent || NotificationCode.IsUrgent(news.Code);
        foreach (var reader in readers)
        {
            var choice = choices.GetValueOrDefault(reader) ?? NotificationChoice.Default(reader, news.Code);
            if (choice is { Console: false, Email: false, Teams: false })
            {
                continue;
            }

            if (await UnreadAsync(db, reader, news) is { } unread)
            {
                unread.Again(news);
            }
            else
            {
                db.Notifications.Add(new(reader, news, urgent, choice));
            }

            db.Announce(NotificationTables.TopicOf(reader));
        }
    }

    private static async Task<List<Guid>> ConcernedAsync(FeedbackDb db, News news, Ticket ticket)
    {
        if (news.StaffId is { } named)
        {
            return [named];
        }

        List<Guid> concerned = ticket.AssigneeId is { } assignee ? [assignee] : [];
        return news.Code == NotificationCode.Assigned
            ? concerned
            : [.. concerned, .. await db.TicketWatchers.Where(w => w.TicketNumber == ticket.Number).Select(w => w.StaffId).ToListAsync()];
    }

    /// <summary>Only what comes in streams is put together; of what is rare, each is told by itself.</summary>
    private static async Task<Notification?> UnreadAsync(FeedbackDb db, Guid reader, News news)
    {
        if (news.Code != NotificationCode.CustomerReplied)
        {
            return null;
        }

        bool IsSame(Notification n) => n.StaffId == reader && n.TicketNumber == news.TicketNumber && n.Code == news.Code && n.ReadAt == null;
        return db.Notifications.Local.FirstOrDefault(IsSame)
            ?? await db.Notifications.FirstOrDefaultAsync(n => n.StaffId == reader && n.TicketNumber == news.TicketNumber && n.Code == news.Code && n.ReadAt == null);
    }
}
