using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Satisfaction;

/// <summary>What came from an account: complaints, words and orders.</summary>
internal sealed record AccountTraffic
{
    public int Complaints { get; init; }

    public int Open { get; init; }

    public int Overdue { get; init; }

    public DateTime? ClosedAt { get; init; }

    public DateTime? LastWordAt { get; init; }

    public DateTime? LastOrderAt { get; init; }

    public int Orders { get; init; }
}

/// <summary>Counts and dates of accounts, a fixed number of queries for however many.</summary>
internal sealed class ReadAccountTraffic(FeedbackDb db, DateTime now, Guid? only, Guid? hiddenFrom)
{
    /// <summary>Days whose complaints are counted.</summary>
    private const int ComplaintDays = 90;

    /// <summary>Days that closed complaints and messages are looked for in: what is older says nothing of today.</summary>
    private const int LookBackDays = 180;

    public async Task<Func<Guid, AccountTraffic>> RunAsync()
    {
        var complaints = Tickets().Where(t => t.Kind == TicketKind.Complaint && t.MergedInto == null);
        var open = complaints.Where(t => t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed);
        var since = now.AddDays(-ComplaintDays);
        var (recent, running, late) = (await CountAsync(complaints.Where(t => t.CreatedAt >= since)), await CountAsync(open), await CountAsync(Overdue(open)));
        var (closed, words, orders) = (await ClosedAsync(complaints), await WordsAsync(), await OrdersAsync());
        return id => new()
        {
            Complaints = recent.GetValueOrDefault(id),
            Open = running.GetValueOrDefault(id),
            Overdue = late.GetValueOrDefault(id),
            ClosedAt = closed.TryGetValue(id, out var end) ? end : null,
            LastWordAt = words.TryGetValue(id, out var word) ? word : null,
            LastOrderAt = orders.TryGetValue(id, out var placed) ? placed.Last : null,
            Orders = orders.GetValueOrDefault(id).Count,
        };
    }

    private IQueryable<Ticket> Tickets()
    {
        var tickets = db.Tickets.AsNoTracking().Where(t => t.AccountId != null && (only == null || t.AccountId == only));
        return hiddenFrom is { } member ? tickets.OpenTo(db, member) : tickets;
    }

    private IQueryable<Answer> Answers()
    {
        var answers = db.Answers.Where(a => a.AccountId != null && (only == null || a.AccountId == only));
        var recusals = db.Recusals.Where(r => r.StaffId == hiddenFrom);
        return hiddenFrom == null ? answers : answers.Where(a => !recusals.Any(r => r.TicketNumber == a.TicketNumber));
    }

    private IQueryable<Ticket> Overdue(IQueryable<Ticket> open)
    {
        var late = db.TicketClocks.Where(c => c.StoppedAt == null && c.PausedAt == null && c.DueAt < now
            && (c.Name == ClockName.FirstResponse || c.Name == ClockName.NextResponse || c.Name == ClockName.Resolution));
        return open.Where(t => late.Any(c => c.TicketNumber == t.Number));
    }

    private static Task<Dictionary<Guid, int>> CountAsync(IQueryable<Ticket> tickets) =>
        tickets.GroupBy(t => t.AccountId!.Value).Select(g => new { g.Key, N = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.N);

    private Task<Dictionary<Guid, DateTime>> ClosedAsync(IQueryable<Ticket> complaints)
    {
        var since = now.AddDays(-LookBackDays);
        return complaints.Where(t => (t.Status == TicketStatus.Resolved || t.Status == TicketStatus.Closed) && t.ResolvedAt >= since)
            .GroupBy(t => t.AccountId!.Value).Select(g => new { g.Key, At = g.Max(t => t.ResolvedAt!.Value) }).ToDictionaryAsync(g => g.Key, g => g.At);
    }

    /// <summary>The customer's last word: a case, an answer or a message. Only messages of talks that have moved lately are looked at.</summary>
    private async Task<Dictionary<Guid, DateTime>> WordsAsync()
    {
        var since = now.AddDays(-LookBackDays);
        var contacts = db.Contacts.Where(c => c.AccountId != null && (only == null || c.AccountId == only));
        var talks = db.Set<Conversation>().Where(c => c.LastMessageAt >= since).Join(contacts, c => c.ContactId, c => c.Id, (talk, contact) => new { talk.Id, contact.AccountId });
        var said = db.Set<Message>().Where(m => m.Speaker == Speaker.Customer && m.SentAt >= since);
        var messages = await talks.Join(said, t => t.Id, m => m.ConversationId, (t, m) => new { t.AccountId, m.SentAt })
            .GroupBy(m => m.AccountId!.Value).Select(g => new { g.Key, At = g.Max(m => m.SentAt) }).ToListAsync();
        var cases = await Tickets().GroupBy(t => t.AccountId!.Value).Select(g => new { g.Key, At = g.Max(t => t.CreatedAt) }).ToListAsync();
        var answers = await Answers()
            .GroupBy(a => a.AccountId!.Value).Select(g => new { g.Key, At = g.Max(a => a.AnsweredAt) }).ToListAsync();
        return messages.Concat(cases).Concat(answers).GroupBy(w => w.Key).ToDictionary(g => g.Key, g => g.Max(w => w.At));
    }

    /// <summary>An order counts for its own account, and for its contact's where it names none.</summary>
    private async Task<Dictionary<Guid, (int Count, DateTime Last)>> OrdersAsync()
    {
        var named = await db.Orders.Where(o => o.AccountId != null && (only == null || o.AccountId == only))
            .GroupBy(o => o.AccountId!.Value).Select(g => new { g.Key, N = g.Count(), At = g.Max(o => o.PlacedAt) }).ToListAsync();
        var others = await db.Orders.Where(o => o.AccountId == null)
            .Join(db.Contacts.Where(c => c.AccountId != null && (only == null || c.AccountId == only)), o => o.ContactId, c => c.Id, (o, c) => new { c.AccountId, o.PlacedAt })
            .GroupBy(o => o.AccountId!.Value).Select(g => new { g.Key, N = g.Count(), At = g.Max(o => o.PlacedAt) }).ToListAsync();
        return named.Concat(others).GroupBy(o => o.Key).ToDictionary(g => g.Key, g => (g.Sum(o => o.N), g.Max(o => o.At)));
    }
}
