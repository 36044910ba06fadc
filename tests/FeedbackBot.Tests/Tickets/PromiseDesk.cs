using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Tickets;

/// <summary>A desk with an agent, a lead and a manager, on either database, whose clock stands still until moved.</summary>
internal sealed class PromiseDesk : IAsyncDisposable, IDbContextFactory<FeedbackDb>
{
    private readonly DbContextOptions<FeedbackDb> _options;
    private readonly IOptions<StorageOptions> _storage;
    private readonly string? _folder;
    private readonly List<UnitOfWork> _nodes = [];

    private PromiseDesk(StorageOptions storage, string? folder)
    {
        var builder = new DbContextOptionsBuilder<FeedbackDb>();
        StorageSetup.Use(builder, storage);
        (_options, _storage, _folder) = (builder.Options, Options.Create(storage), folder);
        Work = NewNode();
        Book = new RoutingBook(this, Clock);
    }

    /// <summary>Monday, 23 November 2026, 09:00 in Shanghai, when the office opens.</summary>
    public TestClock Clock { get; } = new(new DateTime(2026, 11, 23, 1, 0, 0, DateTimeKind.Utc));

    public DateTime Now => Clock.GetUtcNow().UtcDateTime;

    public UnitOfWork Work { get; }

    public RoutingBook Book { get; }

    public StaffMember Ann { get; private set; } = null!;

    public StaffMember Lee { get; private set; } = null!;

    public StaffMember Mei { get; private set; } = null!;

    public Actor By => Actor.Of(Ann);

    public static async Task<PromiseDesk> OpenAsync(string? postgres = null)
    {
        var folder = postgres == null ? Directory.CreateTempSubdirectory("feedbackbot-test-").FullName : null;
        var desk = new PromiseDesk(
            postgres == null
                ? new() { ConnectionString = StorageSetup.SqliteFile(Path.Combine(folder!, "feedbackbot.db")) }
                : new() { Provider = StorageProvider.Postgres, ConnectionString = postgres },
            folder);
        await using (var db = desk.CreateDbContext())
        {
            await db.Database.MigrateAsync();
        }

        (desk.Ann, desk.Lee, desk.Mei) = (Member("ann", StaffRoles.Agent), Member("lee", StaffRoles.Agent), Member("mei", StaffRoles.Manager));
        await desk.DoAsync(async db =>
        {
            await StartingBook.WriteAsync(db, desk.Now);
            db.Staff.AddRange(desk.Ann, desk.Lee, desk.Mei);
        });
        return desk;

        StaffMember Member(string name, StaffRoles roles) => new($"{name}@example.com", name, roles, desk.Now);
    }

    public FeedbackDb CreateDbContext() => new(_options);

    /// <summary>Another process on the same database.</summary>
    public UnitOfWork NewNode()
    {
        var node = new UnitOfWork(this, new ChangeFeed(), _storage, NullLogger<UnitOfWork>.Instance);
        _nodes.Add(node);
        return node;
    }

    public Task DoAsync(Func<FeedbackDb, Task> work) => Work.RunAsync(work);

    /// <summary>A complaint that begins with a message of the customer's, said <paramref name="ago"/> before it was filed.</summary>
    public Task<long> ComplainAsync(TimeSpan ago = default, TicketKind? kind = TicketKind.Complaint, TicketPriority priority = TicketPriority.Normal, string? about = null) => Work.RunAsync(async db =>
    {
        var contact = new Contact(Now);
        var conversation = new Conversation("webchat", Guid.CreateVersion7().ToString("N"), contact.Id, "en", Now - ago);
        db.Contacts.Add(contact);
        db.Conversations.Add(conversation);
        var said = db.Append(conversation, new(Speaker.Customer, "The kettle leaks"), Now - ago);
        var opened = await new OpenTicket(Book, Clock).RunAsync(db, new()
        {
            Kind = kind,
            Priority = priority,
            Subject = "The kettle leaks",
            Description = "The kettle leaks",
            Language = "en",
            ListeningPost = "webchat",
            Channel = "webchat",
            ConversationId = conversation.Id,
            ContactId = contact.Id,
            FirstSequence = said.Sequence,
            Fields = about == null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["about_whom"] = about },
        }, contact);
        return opened.Ticket.Number;
    });

    public Task ReplyAsync(long number) => DoAsync(db => new ReplyToTicket(Clock).RunAsync(db, number, "We are looking into it", By));

    public Task CustomerWritesAsync(long number) => DoAsync(async db => (await db.TicketAsync(number)).CustomerWrote(Now));

    public Task ResolveAsync(long number) => DoAsync(async db => (await db.TicketAsync(number)).Resolve(new("worn seal", "replaced", Responsibility.Us, false), By, Now, TimeSpan.Zero));

    public Task ReopenAsync(long number) => DoAsync(async db => (await db.TicketAsync(number)).Reopen("still leaks", By, Now));

    public Task HoldAsync(long number) => DoAsync(async db => (await db.TicketAsync(number)).Hold("spare part", By, Now));

    /// <summary>To a local time in Shanghai.</summary>
    public void At(string local) => Clock.Set(TimeZoneInfo.ConvertTimeToUtc(
        DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")));

    /// <summary>When a clock of a case is due, in Shanghai; with its state.</summary>
    public async Task<(string Due, ClockState State)> ClockAsync(long number, string name)
    {
        var clock = (await ReadAsync(number)).Clocks.Single(c => c.Name == name);
        return (Local(clock.DueAt), clock.StateAt(Now));
    }

    public async Task<string> SayAsync(long number, string name, string language)
    {
        var clock = (await ReadAsync(number)).Clocks.Single(c => c.Name == name);
        await using var db = CreateDbContext();
        return PromiseSentence.Say(clock, await SettlePromises.PausesAsync(db, clock), await SettlePromises.CalendarAsync(db, clock), language);
    }

    public async Task<Ticket> ReadAsync(long number)
    {
        await using var db = CreateDbContext();
        return await db.Tickets.AsNoTracking().Include(t => t.Clocks).Include(t => t.Events.OrderBy(e => e.Sequence)).SingleAsync(t => t.Number == number);
    }

    public static string Local(DateTime utc) => LocalTime.Of(utc, "Asia/Shanghai").ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        if (_folder != null)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
