using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole.Life;
using FeedbackBot.Host.StaffConsole.Promises;
using FeedbackBot.Host.StaffConsole.Queue;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using FeedbackBot.Understanding.Labels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.StaffConsole.Tickets;

/// <summary>Everything the page of a case shows.</summary>
public sealed record TicketScreen
{
    public required Ticket Ticket { get; init; }

    public required IReadOnlyList<Entry> Timeline { get; init; }

    /// <summary>What was said, of which the timeline is made.</summary>
    public required CaseSaid Said { get; init; }

    public Reading? Reading { get; init; }

    /// <summary>The last word of people on each head of the reading.</summary>
    public required IReadOnlyDictionary<string, Correction> Words { get; init; }

    /// <summary>Who said the last of them; null for a program.</summary>
    public string? CheckedBy { get; init; }

    public Contact? Contact { get; init; }

    public Account? Account { get; init; }

    public string? Owner { get; init; }

    public string? Assignee { get; init; }

    public int AccountOpenComplaints { get; init; }

    public required RoutingBook.Page Book { get; init; }

    public PromiseFacts Promises { get; init; } = PromiseFacts.None;

    public required IReadOnlyList<Colleague> Colleagues { get; init; }

    /// <summary>The case this one became a part of, unless the viewer must not know of it.</summary>
    public long? MergedInto { get; init; }

    /// <summary>Those who must keep away from the case.</summary>
    public required IReadOnlyList<RecusedColleague> Recused { get; init; }

    public required Composing Composing { get; init; }

    /// <summary>The chat with a person that is not over.</summary>
    public AgentChat? Chat { get; init; }

    public TurnOwner Turn { get; init; }

    /// <summary>How an answer gets to the customer.</summary>
    public required HowReached Reached { get; init; }

    /// <summary>How many chats the viewer talks in.</summary>
    public int OwnChats { get; init; }

    /// <summary>Colleagues who are there.</summary>
    public IReadOnlySet<Guid> Present { get; init; } = new HashSet<Guid>();
    /// <summary>What the case is tied to, became, and promised.</summary>
    public required CaseLife Life { get; init; }

    /// <summary>Tells this state of case and chat from any later one.</summary>
    public required string Mark { get; init; }
}

/// <summary>Reads the page of a case.</summary>
public sealed class ReadTicket(IDbContextFactory<FeedbackDb> contexts, RoutingBook routing, ReadComposing composing, IOptions<TicketOptions> options, TimeProvider time)
{
    /// <summary>A rule violation (not_found) for a case that is not there, and for one the viewer may not see.</summary>
    public async Task<TicketScreen> RunAsync(StaffMember staff, long number, CancellationToken cancellation)
    {
        var book = await routing.OpenAsync();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        // Before everything else: what comes in while the page is read must differ from its mark.
        var mark = await MarkAsync(db, staff, number, cancellation) ?? throw Missing(number);
        var ticket = await db.Tickets.AsNoTracking().Include(t => t.Clocks).VisibleTo(db, staff).FirstOrDefaultAsync(t => t.Number == number, cancellation)
            ?? throw Missing(number);
        var recusedFrom = await db.RecusedFromAsync(staff.Id, cancellation);
        var recused = await RecusedColleagues.ReadAsync(db, number, cancellation);
        var events = await db.TicketEvents.AsNoTracking().Where(e => e.TicketNumber == number).OrderBy(e => e.Sequence).ToListAsync(cancellation);
        var life = await db.LifeOfAsync(ticket, events, staff, options.Value, time.GetUtcNow().UtcDateTime, cancellation);
        var said = await CaseSaid.ReadAsync(db, ticket, life.Parts, staff.Id, cancellation);
        var whole = life.Parts.Select(p => p.Number).Where(n => !recusedFrom.Contains(n)).Append(number).ToList();
        var notes = await db.TicketNotes.AsNoTracking().Where(n => whole.Contains(n.TicketNumber)).ToListAsync(cancellation);
        var account = ticket.AccountId == null ? null : await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == ticket.AccountId, cancellation);
        var writing = await composing.RunAsync(db, ticket, staff, cancellation);
        var words = await db.LastWordsAsync(number, cancellation);
        var last = words.Values.MaxBy(w => w.Id);
        var contact = await db.Contacts.AsNoTracking().FirstOrDefaultAsync(c => c.Id == ticket.ContactId, cancellation);
        var names = await NamesAsync(db, [ticket.AssigneeId, account?.OwnerId, last?.ById], cancellation);
        var chat = await db.ChatAboutAsync(ticket);
        return new()
        {
            Ticket = ticket,
            Timeline = Entry.Merge(number, said.Own, notes, events.FindAll(e => !Names(e, recusedFrom)), said.Parts),
            Said = said,
            Reading = StoredReading.Read(ticket.Reading),
            Words = words,
            CheckedBy = last?.ById is { } checker ? names.GetValueOrDefault(checker) : null,
            Contact = contact,
            Reached = contact == null ? HowReached.InChatOnly : HowReached.Of(contact, ticket, ticket.Channel),
            Account = account,
            Owner = account?.OwnerId is { } owner ? names.GetValueOrDefault(owner) : null,
            Assignee = ticket.AssigneeId is { } assignee ? names.GetValueOrDefault(assignee) : null,
            AccountOpenComplaints = account == null ? 0 : await OpenComplaintsAsync(db, account.Id, staff, cancellation),
            Book = book,
            Life = life,
            Promises = await PromiseFacts.ReadAsync(db, ticket, book, cancellation),
            Chat = chat,
            Turn = await TurnAsync(db, ticket, chat, cancellation),
            OwnChats = await db.AgentChats.CountAsync(c => c.State == ChatState.WithAgent && c.AgentId == staff.Id, cancellation),
            Present = (await db.AgentsOnlineAsync(time.GetUtcNow().UtcDateTime, cancellation)).Select(s => s.Id).ToHashSet(),
            Colleagues = (await ReadQueue.ColleaguesAsync(db, cancellation)).FindAll(c => recused.All(r => r.Id != c.Id)),
            MergedInto = ticket.MergedInto is { } into && !recusedFrom.Contains(into) ? into : null,
            Recused = recused,
            Composing = writing,
            Mark = mark.Mark,
        };
    }

    /// <summary>The chat a case stands in, and its present mark; null for a case the viewer may not see.</summary>
    public async Task<(Guid Conversation, string Mark)?> MarkAsync(StaffMember staff, long number)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await MarkAsync(db, staff, number, CancellationToken.None);
    }

    private static async Task<(Guid Conversation, string Mark)?> MarkAsync(FeedbackDb db, StaffMember staff, long number, CancellationToken cancellation)
    {
        var conversations = db.Conversations;
        var found = await db.Tickets.AsNoTracking().VisibleTo(db, staff).Where(t => t.Number == number)
            .Select(t => new { t.ConversationId, t.Version, t.MergedInto, Last = conversations.Where(c => c.Id == t.ConversationId).Select(c => c.LastSequence).FirstOrDefault() })
            .FirstOrDefaultAsync(cancellation);
        if (found == null)
        {
            return null;
        }

        var onward = found.MergedInto == null ? [number] : await db.NumbersOnwardAsync(number, cancellation);
        var held = await db.HeldReplies.CountAsync(h => onward.Contains(h.TicketNumber), cancellation);
        return (found.ConversationId, $"{found.Version}-{found.Last}-{held}");
    }

    /// <summary>While a chat about another case goes on in the same conversation, the turn is that case's matter.</summary>
    private static async Task<TurnOwner> TurnAsync(FeedbackDb db, Ticket ticket, AgentChat? chat, CancellationToken cancellation) =>
        chat?.ConversationId != ticket.ConversationId && await db.OpenChatAsync(ticket.ConversationId) != null
            ? TurnOwner.Bot
            : await db.Conversations.Where(c => c.Id == ticket.ConversationId).Select(c => c.TurnOwner).FirstOrDefaultAsync(cancellation);

    internal static RuleViolation Missing(long number) => new("not_found", $"There is no case {TicketNumber.Format(number)}.");

    private static async Task<Dictionary<Guid, string>> NamesAsync(FeedbackDb db, IEnumerable<Guid?> ids, CancellationToken cancellation)
    {
        var wanted = ids.OfType<Guid>().ToArray();
        return wanted.Length == 0 ? [] : await db.Staff.AsNoTracking().Where(s => wanted.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, cancellation);
    }

    /// <summary>Whether an event names a case that the viewer must not know of.</summary>
    private static bool Names(TicketEvent happened, IReadOnlySet<long> hidden) =>
        hidden.Count > 0 && happened.Arguments.Values.Any(value => value.StartsWith("FB-", StringComparison.Ordinal) && TicketNumber.Parse(value) is { } number && hidden.Contains(number));

    private static Task<int> OpenComplaintsAsync(FeedbackDb db, Guid account, StaffMember staff, CancellationToken cancellation) => db.Tickets.VisibleTo(db, staff).CountAsync(
        t => t.AccountId == account && t.Kind == TicketKind.Complaint && t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed, cancellation);
}
