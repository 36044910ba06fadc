using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tests.Connectors.LanguageModel;
using FeedbackBot.Tests.Understanding;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Tickets;

/// <summary>Cases on a real database, for those who write about them.</summary>
internal sealed class CaseCast : IAsyncDisposable
{
    private CaseCast(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public StaffMember Ann { get; private set; } = null!;

    public static async Task<CaseCast> CreateAsync()
    {
        var cast = new CaseCast(await TestDatabase.CreateAsync());
        await cast.Database.Work.RunAsync(db => StartingBook.WriteAsync(db, cast.Database.Now));
        cast.Ann = await cast.Database.StoreAsync(new StaffMember("ann@example.com", "Ann", StaffRoles.Agent, cast.Database.Now));
        return cast;
    }

    /// <summary>Opens a case that began with this message.</summary>
    public Task<long> OpenAsync(string text, string language = "en", IReadOnlyDictionary<string, string>? fields = null) => Database.Work.RunAsync(async db =>
    {
        var contact = new Contact(Database.Now);
        var conversation = new Conversation("webchat", Guid.CreateVersion7().ToString("N"), contact.Id, language, Database.Now);
        db.Contacts.Add(contact);
        db.Conversations.Add(conversation);
        db.Append(conversation, new(Speaker.Customer, text), Database.Now);
        db.Append(conversation, new(Speaker.Bot, "The bot's own chatter."), Database.Now);
        var opened = await new OpenTicket(new RoutingBook(Database.Contexts, Database.Clock), Database.Clock).RunAsync(db, new()
        {
            Kind = TicketKind.Complaint,
            Subject = Triage.SubjectOf(text),
            Description = text,
            Language = language,
            ListeningPost = "webchat",
            Channel = "webchat",
            ConversationId = conversation.Id,
            ContactId = contact.Id,
            FirstSequence = 1,
            Fields = fields ?? new Dictionary<string, string>(),
        }, contact);
        return opened.Ticket.Number;
    });

    public Task AnswerAsync(long number, string text) =>
        Database.Work.RunAsync(db => new ReplyToTicket(Database.Clock).RunAsync(db, number, text, Actor.Of(Ann)));

    public Task NoteAsync(long number, string text) =>
        Database.Work.RunAsync(db => new AddNote(Database.Clock).RunAsync(db, number, text, Actor.Of(Ann)));

    public SuggestReply Suggest(ILanguageModel? model) => new(Database.Contexts, Reader.Embedded, NullLogger<SuggestReply>.Instance, model);

    public SummariseTicket Summarise(ILanguageModel? model) => new(Database.Contexts, NullLogger<SummariseTicket>.Instance, model);

    /// <summary>Everything that a draft might have changed.</summary>
    public async Task<string> StateAsync()
    {
        await using var db = Database.Open();
        var tickets = await db.Tickets.OrderBy(t => t.Number).Select(t => new { t.Number, t.Version, t.Status, t.Summary }).ToListAsync();
        return $"{string.Join(';', tickets)} {await db.Messages.CountAsync()} {await db.TicketEvents.CountAsync()} {await db.Set<FeedbackBot.Outbox.OutboxItem>().CountAsync()}";
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
