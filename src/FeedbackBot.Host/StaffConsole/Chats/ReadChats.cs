using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Chats;

/// <summary>One chat with a person, as a list shows it.</summary>
public sealed record ChatRow
{
    public required AgentChat Chat { get; init; }

    public required string Subject { get; init; }

    public required string CaseLanguage { get; init; }

    public required IReadOnlyList<string> Topics { get; init; }

    public Sentiment? Sentiment { get; init; }

    public string? Customer { get; init; }

    /// <summary>What the customer said last.</summary>
    public string LastWords { get; init; } = "";

    /// <summary>Whom it was passed to, in words.</summary>
    public string? PassedTo { get; init; }

    public string Id => TicketNumber.Format(Chat.TicketNumber);
}

/// <summary>Those who wait for a person, those who talk with the viewer, and those who talk with colleagues.</summary>
public sealed record ChatLists(IReadOnlyList<ChatRow> Waiting, IReadOnlyList<ChatRow> Mine, IReadOnlyList<ChatRow> Others)
{
    public WaitingTime? Lately { get; init; }

    /// <summary>Tells this state from any later one.</summary>
    public string Mark => string.Join('.', Waiting.Concat(Mine).Concat(Others).Select(r => $"{r.Chat.Id:N}{r.Chat.Version}"));
}

/// <summary>Reads the lists of chats; of cases that the viewer may not see there is nothing in them.</summary>
public sealed class ReadChats(IDbContextFactory<FeedbackDb> contexts, RoutingBook routing, TimeProvider time)
{
    private const int MostShown = 100;
    private const int MostWords = 240;
    private const int MostLooked = 20;

    public async Task<ChatLists> RunAsync(StaffMember staff, string language, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await RowsAsync(db, staff, language, cancellation);
        return new(
            [.. rows.Where(r => r.Chat.State == ChatState.Waiting)],
            [.. rows.Where(r => r.Chat.State == ChatState.WithAgent && r.Chat.AgentId == staff.Id)],
            [.. rows.Where(r => r.Chat.State == ChatState.WithAgent && r.Chat.AgentId != staff.Id)])
        {
            Lately = await db.WaitingTimeAsync(time.GetUtcNow().UtcDateTime),
        };
    }

    /// <summary>How many wait whom the viewer could take.</summary>
    public async Task<int> CountAsync(StaffMember staff, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var visible = db.Tickets.VisibleTo(db, staff);
        return await db.AgentChats.CountAsync(c => c.State == ChatState.Waiting && visible.Any(t => t.Number == c.TicketNumber), cancellation);
    }

    private async Task<List<ChatRow>> RowsAsync(FeedbackDb db, StaffMember staff, string language, CancellationToken cancellation)
    {
        var (contacts, people) = (db.Set<Contact>(), db.Staff);
        var found = await db.AgentChats.AsNoTracking().Where(c => c.State != ChatState.Ended)
            .Join(db.Tickets.VisibleTo(db, staff), c => c.TicketNumber, t => t.Number, (chat, ticket) => new
            {
                Chat = chat,
                ticket.Subject,
                ticket.Language,
                ticket.Topics,
                ticket.SentimentLabel,
                Customer = contacts.Where(c => c.Id == ticket.ContactId).Select(c => c.Name).FirstOrDefault(),
                Passed = people.Where(s => s.Id == chat.ForStaffId).Select(s => s.Name).FirstOrDefault(),
            })
            .OrderByDescending(r => r.Chat.Urgent).ThenBy(r => r.Chat.WaitingSince).Take(MostShown).ToListAsync(cancellation);
        var words = await LastWordsAsync(db, found.ConvertAll(r => r.Chat), staff, cancellation);
        var book = await routing.OpenAsync();
        return found.ConvertAll(r => new ChatRow
        {
            Chat = r.Chat,
            Subject = r.Subject,
            CaseLanguage = r.Language,
            Topics = r.Topics,
            Sentiment = r.SentimentLabel,
            Customer = r.Customer,
            LastWords = TextCleaning.Cut(words.GetValueOrDefault(r.Chat.Id, ""), MostWords),
            PassedTo = r.Passed ?? (r.Chat.ForTeamId == null ? null : book.TeamOf(r.Chat.ForTeamId)?.Name.In(language)),
        });
    }

    /// <summary>What the customers said last on the case of each chat; nothing where that was long ago.</summary>
    private static async Task<Dictionary<Guid, string>> LastWordsAsync(FeedbackDb db, List<AgentChat> chats, StaffMember staff, CancellationToken cancellation)
    {
        var conversations = chats.Select(c => c.ConversationId).Distinct().ToList();
        var talks = await db.TalksAsync(conversations, staff.Id, cancellation);
        var said = await db.LatestWordsAsync(conversations, MostLooked, cancellation);
        return chats.ToDictionary(c => c.Id, c => said[c.ConversationId]
            .FirstOrDefault(m => m.Speaker == Speaker.Customer && talks[c.ConversationId].Belongs(m, c.TicketNumber) && !talks[c.ConversationId].Hides(m)).Text ?? "");
    }
}
