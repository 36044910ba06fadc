using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Turns news into notifications: for those whom it concerns, who may see the case, did not do it, and want to hear of it. A few in each commit, for on SQLite everybody else waits for it.</summary>
public sealed class NotifyStaff(UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, TimeProvider time)
{
    internal const int MostInACommit = 25;

    /// <summary>News for a large team fills a commit by itself.</summary>
    private const int MostReaders = 200;

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

        var told = 0;
        bool more;
        do
        {
            (var some, more) = await unitOfWork.RunAsync(TellAsync, cancellation);
            told += some;
        }
        while (more);

        return told;
    }

    private async Task<(int Told, bool More)> TellAsync(FeedbackDb db)
    {
        var old = time.GetUtcNow().UtcDateTime - Old;
        await db.News.Where(n => n.At < old).ExecuteDeleteAsync();
        var all = await db.News.OrderBy(n => n.At).Take(MostInACommit).ToListAsync();
        var numbers = all.Select(n => n.TicketNumber).OfType<long>().Distinct().ToList();
        var tickets = await db.Tickets.AsNoTracking().Include(t => t.Clocks).Where(t => numbers.Contains(t.Number)).ToDictionaryAsync(t => t.Number);
        var (told, readers) = (0, 0);
        for (; told < all.Count && readers < MostReaders; told++)
        {
            var news = all[told];
            db.News.Remove(news);
            if (news.TicketNumber is { } number && tickets.GetValueOrDefault(number) is { } ticket && !PromiseNews.HasPassedBy(news.Arguments, ticket.Clocks))
            {
                readers += await TellAsync(db, news, ticket);
            }
        }

        return (told, told < all.Count || told == MostInACommit);
    }

    /// <returns>How many could be told.</returns>
    private static async Task<int> TellAsync(FeedbackDb db, News news, Ticket ticket)
    {
        if (news.Code == NotificationCode.Assigned)
        {
            // It waits in the team no more.
            await db.Notifications.Where(n => n.TicketNumber == ticket.Number && n.ReadAt == null && NotificationCode.OfTeams.Contains(n.Code)).ExecuteDeleteAsync();
        }

        var wanted = await db.ConcernedAsync(news, ticket);
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

            var unread = await UnreadAsync(db, reader, news);
            if (news.Code == NotificationCode.CustomerReplied && unread is [var same, ..])
            {
                same.Again(news);
            }
            else
            {
                // Of what became of one promise only the last is told.
                db.Notifications.RemoveRange(unread);
                db.Notifications.Add(new(reader, news, urgent, choice));
            }

            db.Announce(NotificationTables.TopicOf(reader));
        }

        return readers.Count;
    }

    /// <summary>What says the same, or less, and was not read: of what comes in streams, and of one promise. What else is rare is told each by itself.</summary>
    private static async Task<List<Notification>> UnreadAsync(FeedbackDb db, Guid reader, News news)
    {
        var clock = PromiseNews.ClockOf(news.Arguments);
        if (news.Code != NotificationCode.CustomerReplied && clock == null)
        {
            return [];
        }

        await db.Notifications.Where(n => n.StaffId == reader && n.TicketNumber == news.TicketNumber && n.ReadAt == null).LoadAsync();
        return [.. db.Notifications.Local.Where(n => n.StaffId == reader && n.TicketNumber == news.TicketNumber && n.ReadAt == null
            && (clock == null ? n.Code == news.Code : PromiseNews.ClockOf(n.Arguments) == clock))];
    }
}
