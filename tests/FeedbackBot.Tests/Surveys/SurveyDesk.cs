using System.Text.Json;
using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Messages;
using FeedbackBot.Outbox;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tests.Conversations;
using FeedbackBot.Tests.Tickets;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Surveys;

/// <summary>Mrs. Lin of Harbour Foods, whose account Wang Wei owns, on either database; Lee leads the team that gets her cases, and the clock stands still until moved.</summary>
internal sealed class SurveyDesk : IAsyncDisposable
{
    private SurveyDesk(PromiseDesk desk) => Desk = desk;

    public PromiseDesk Desk { get; }

    public SurveyOptions Settings { get; } = new();

    public StaffMember Owner { get; private set; } = null!;

    public Account Account { get; private set; } = null!;

    public Contact Lin { get; private set; } = null!;

    public DateTime Now => Desk.Now;

    public InviteToSurvey Invite => new(Desk.Clock, Options.Create(Settings));

    public FollowLowAnswer Follow => new(new OpenTicket(Desk.Book, Desk.Clock), FeedbackBot.Tests.Understanding.Reader.Embedded, Desk.Clock, Options.Create(Settings));

    public static async Task<SurveyDesk> OpenAsync(string? postgres = null)
    {
        var desk = new SurveyDesk(await PromiseDesk.OpenAsync(postgres));
        var now = desk.Now;
        desk.Owner = new StaffMember("wang.wei@example.com", "wang", StaffRoles.AccountOwner, now);
        desk.Owner.Update(null, Languages.Chinese, "Asia/Shanghai");
        desk.Account = new Account("HARBOUR", now);
        desk.Account.GiveTo(desk.Owner, now);
        desk.Lin = Contact.WithExternalId("lin", now);
        desk.Lin.BelongTo(desk.Account, now);
        desk.Lin.Update(new("Mrs. Lin", "lin@example.com"), now);
        var team = (await desk.Desk.Book.OpenAsync()).DefaultTeam;
        await desk.Desk.DoAsync(db =>
        {
            db.AddRange(desk.Owner, desk.Account, desk.Lin, new TeamMember(team.Id, desk.Desk.Lee.Id, TeamMember.FirstLine, isLead: true));
            return Task.CompletedTask;
        });
        return desk;
    }

    /// <summary>A case of Mrs. Lin's, resolved and due to be asked about.</summary>
    public async Task<long> ResolvedAsync(string said = "The kettle leaks", ReadingFlags flags = ReadingFlags.None, string channel = "webchat", Guid? contact = null)
    {
        var number = await Desk.Work.RunAsync(async db =>
        {
            var customer = await db.Contacts.FirstAsync(c => c.Id == (contact ?? Lin.Id));
            var conversation = new Conversation(channel, Guid.CreateVersion7().ToString("N"), customer.Id, "en", Now);
            db.Conversations.Add(conversation);
            var heard = db.Append(conversation, new(Speaker.Customer, said) { Language = "en" }, Now);
            var opened = await new OpenTicket(Desk.Book, Desk.Clock).RunAsync(db, new()
            {
                Kind = TicketKind.Complaint,
                Subject = said,
                Description = said,
                Language = "en",
                Flags = flags,
                ListeningPost = channel,
                Channel = channel,
                ConversationId = conversation.Id,
                ContactId = customer.Id,
                FirstSequence = heard.Sequence,
                ReceiptCode = "hash-of-the-code",
            }, customer);
            return opened.Ticket.Number;
        });
        await Desk.ResolveAsync(number);
        return number;
    }

    public Task<InviteOutcome> AskAsync(long number, SurveyDelivery delivery = SurveyDelivery.Chat) => Desk.Work.RunAsync(db => Invite.RunAsync(db, number, delivery: delivery));

    public async Task<Invitation> AskedAsync(long number, SurveyDelivery delivery = SurveyDelivery.Chat) => (await AskAsync(number, delivery)).Invitation.ShouldNotBeNull();

    /// <summary>A question about a case that went out by e-mail, and the token of its link.</summary>
    public Task<(Invitation Invitation, string Token)> MailedAsync(long number) => Desk.Work.RunAsync(async db =>
    {
        var asked = (await Invite.RunAsync(db, number, delivery: SurveyDelivery.Email)).Invitation.ShouldNotBeNull();
        return (asked, asked.NewToken());
    });

    public SurveyLetter Letter { get; } = new(
        new FlowLibrary(Options.Create(new ConversationOptions { DialogsFolder = Path.Combine(Visit.RepositoryRoot(), "dialogs") }), NullLogger<FlowLibrary>.Instance),
        Options.Create(new ConversationOptions { BaseUrl = "https://feedback.example.com" }));

    public async Task<List<Email>> MailsAsync() => [.. (await ReadAsync(db => db.Outbox.AsNoTracking().Where(o => o.Kind == OutboxItem.EmailKind).OrderBy(o => o.CreatedAt).Select(o => o.Payload).ToListAsync()))
        .Select(m => JsonSerializer.Deserialize<Email>(m, StoredJson.Options)!)];

    public Task<AnswerOutcome> AnswerAsync(Invitation asked, int value, string? reason = null) =>
        Desk.Work.RunAsync(db => new RecordAnswer(Follow, Desk.Clock, Options.Create(Settings)).RunAsync(db, asked.Id, value, reason));

    public Task<bool> ExplainAsync(Invitation asked, string reason) => Desk.Work.RunAsync(db => new RecordReason(Follow).RunAsync(db, asked.Id, reason));

    /// <summary>A question about everything, handed on by another program.</summary>
    public async Task<Invitation> HandedAsync(Metric metric) =>
        (await Desk.Work.RunAsync(db => new InviteByLink(Desk.Clock, Options.Create(Settings)).RunAsync(db, metric, null, "lin"))).Invitation;

    public async Task<List<Ticket>> CasesAsync()
    {
        await using var db = Desk.CreateDbContext();
        return await db.Tickets.AsNoTracking().Include(t => t.Clocks).Include(t => t.Events.OrderBy(e => e.Sequence)).OrderBy(t => t.Number).ToListAsync();
    }

    /// <summary>Unread notifications, as "who code".</summary>
    public async Task<List<string>> ToldAsync()
    {
        await new NotifyStaff(Desk.Work, Desk, Desk.Clock).RunAsync();
        await using var db = Desk.CreateDbContext();
        var names = await db.Staff.ToDictionaryAsync(s => s.Id, s => s.Name);
        return [.. (await db.Notifications.AsNoTracking().Where(n => n.ReadAt == null).ToListAsync()).Select(n => $"{names[n.StaffId!.Value]} {n.Code}").Order(StringComparer.Ordinal)];
    }

    public async Task<T> ReadAsync<T>(Func<FeedbackDb, Task<T>> read)
    {
        await using var db = Desk.CreateDbContext();
        return await read(db);
    }

    public ValueTask DisposeAsync() => Desk.DisposeAsync();
}

/// <summary>Tests of what becomes of surveys, on a desk of their own on either database.</summary>
public abstract class SurveyDeskTests : IAsyncLifetime
{
    private protected SurveyDesk Desk { get; private set; } = null!;

    internal abstract Task<SurveyDesk> OpenAsync();

    public async Task InitializeAsync() => Desk = await OpenAsync();

    public async Task DisposeAsync() => await Desk.DisposeAsync();
}
