using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Surveys;

/// <summary>Mrs. Lin of Harbour Foods, whose account Wang Wei owns, complains; Amy works on it.</summary>
public sealed class SurveyCast : IAsyncDisposable
{
    public static readonly TimeSpan Delay = TimeSpan.FromHours(1);

    private SurveyCast(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public StaffMember Owner { get; private set; } = null!;

    public StaffMember Agent { get; private set; } = null!;

    public Account Account { get; private set; } = null!;

    public Contact Contact { get; private set; } = null!;

    public Guid ConversationId { get; } = Guid.CreateVersion7();

    public InviteToSurvey Invite => new(Database.Clock, Settings);

    public RecordAnswer Answer => new(Follow, Database.Clock, Settings);

    public RecordReason Reason => new(Follow);

    public DismissInvitation Dismiss => new(Database.Clock);

    public ImportAnswer Import => new(Database.Clock);

    /// <summary>Here questions and answers alone are looked at; what follows from them has casts of its own.</summary>
    private static IOptions<SurveyOptions> Settings { get; } = Options.Create(new SurveyOptions { FollowLowAnswers = false, DaysBetween = 0 });

    private FollowLowAnswer Follow =>
        new(new OpenTicket(new RoutingBook(Database.Contexts, Database.Clock), Database.Clock), FeedbackBot.Tests.Understanding.Reader.Embedded, Database.Clock, Settings);

    public static async Task<SurveyCast> CreateAsync()
    {
        var cast = new SurveyCast(await TestDatabase.CreateAsync());
        var now = cast.Database.Now;
        cast.Owner = new StaffMember("wang.wei@example.com", "王伟", StaffRoles.AccountOwner, now);
        cast.Owner.Update(null, Languages.Chinese, "Asia/Shanghai");
        cast.Agent = new StaffMember("amy@example.com", "Amy", StaffRoles.Agent, now);
        cast.Account = new Account("HARBOUR", now);
        cast.Account.Update(new() { Name = "Harbour Foods" }, now);
        cast.Account.MoveToTier(AccountTier.A, now);
        cast.Account.GiveTo(cast.Owner, now);
        cast.Contact = Contact.WithExternalId("lin", now);
        cast.Contact.BelongTo(cast.Account, now);
        await cast.Database.StoreAsync(cast.Owner, cast.Agent, cast.Account, cast.Contact);
        return cast;
    }

    public Ticket NewComplaint(long number, ReadingFlags flags = ReadingFlags.None, Guid? conversation = null)
    {
        var ticket = new Ticket(number, new()
        {
            Kind = TicketKind.Complaint,
            Subject = "Two boxes missing",
            Description = "Two boxes of the order are missing.",
            Language = Languages.English,
            Topics = ["delivery", "billing"],
            Flags = flags,
            ListeningPost = "teams",
            Channel = "teams",
            ConversationId = conversation ?? ConversationId,
            ContactId = Contact.Id,
        }, Database.Now);
        ticket.BelongTo(Account);
        ticket.Assign(Agent, Actor.System, Database.Now);
        return ticket;
    }

    /// <summary>A stored case, resolved now; its question is due after <see cref="Delay"/>.</summary>
    public async Task<long> ResolvedAsync(long number, ReadingFlags flags = ReadingFlags.None)
    {
        var ticket = NewComplaint(number, flags);
        ticket.Resolve(new("picking error", "sent again", Responsibility.Us, true), Actor.Of(Agent), Database.Now, Delay);
        await Database.StoreAsync(ticket);
        return number;
    }

    /// <summary>Resolved, and asked about after the delay.</summary>
    public async Task<Invitation> InvitedAsync(long number)
    {
        await ResolvedAsync(number);
        Database.Clock.Advance(Delay);
        return (await InviteAsync(number)).Invitation.ShouldNotBeNull();
    }

    public Task<InviteOutcome> InviteAsync(long number) => Database.Work.RunAsync(db => Invite.RunAsync(db, number));

    public Task<AnswerOutcome> AnswerAsync(Invitation invitation, int value) =>
        Database.Work.RunAsync(db => Answer.RunAsync(db, invitation.Id, value));

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
