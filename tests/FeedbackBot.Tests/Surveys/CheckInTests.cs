using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Surveys;

/// <summary>How the relationship is, is asked by its level: the closer, the oftener; within the budget and the contact's wishes.</summary>
public abstract partial class CheckInTests : SurveyDeskTests
{
    [Theory]
    [InlineData(RelationshipLevel.Basic, 0)]
    [InlineData(RelationshipLevel.Reactive, 12)]
    [InlineData(RelationshipLevel.Accountable, 6)]
    [InlineData(RelationshipLevel.Proactive, 3)]
    [InlineData(RelationshipLevel.Partnership, 1)]
    public async Task Each_level_has_its_interval(RelationshipLevel level, int months)
    {
        CheckInRule.MonthsOf(level, new()).ShouldBe(months);
        await LevelAsync(level);
        var known = Desk.Now;
        Desk.Desk.Clock.Set(known.AddMonths(months == 0 ? 60 : months).AddDays(-1));
        (await SendAsync()).ShouldBe(0);
        Desk.Desk.Clock.Set(known.AddMonths(months == 0 ? 60 : months));
        (await SendAsync()).ShouldBe(months == 0 ? 0 : 1);
        (await SendAsync()).ShouldBe(0);
        if (months > 0)
        {
            Desk.Desk.Clock.Set(known.AddMonths(2 * months).AddHours(1));
            (await SendAsync()).ShouldBe(1, "and again after as long");
        }
    }

    [Fact]
    public async Task The_question_goes_by_e_mail_counts_for_the_account_and_a_low_answer_gets_a_case()
    {
        await LevelAsync(RelationshipLevel.Partnership);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(40));
        await SendAsync();
        var asked = await Desk.ReadAsync(db => db.Invitations.SingleAsync());
        (asked.Metric, asked.Delivery, asked.TicketNumber, asked.Attribution.AccountId, asked.Attribution.OwnerId, asked.RemindAt)
            .ShouldBe((Metric.Nps, SurveyDelivery.Email, null, Desk.Account.Id, Desk.Owner.Id, asked.SentAt.AddDays(3)));
        var mail = (await Desk.MailsAsync()).ShouldHaveSingleItem();
        (mail.To, mail.Subject).ShouldBe(("lin@example.com", "How are we doing?"));
        mail.Text.ShouldContain("recommend us");
        LinkToken.HashOf(Link().Match(mail.Text).Groups[1].Value).ShouldBe(asked.TokenHash);
        await Desk.AnswerAsync(asked, 2, "You never call");
        (await Desk.CasesAsync()).Single().AccountId.ShouldBe(Desk.Account.Id);
    }

    [Fact]
    public async Task Whoever_is_not_asked_is_on_record_once_an_interval_with_the_reason()
    {
        await LevelAsync(RelationshipLevel.Partnership);
        await ContactAsync("silent", null, new());
        await ContactAsync("unwilling", "no@example.com", new() { OptedOut = true });
        await ContactAsync("caller", "call@example.com", new() { Channel = "phone" });
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(40));
        (await SendAsync()).ShouldBe(1);
        (await SendAsync()).ShouldBe(0);
        (await SkipsAsync()).ShouldBe(["no_address", "opted_out", "other_channel"]);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(20));
        await SendAsync();
        (await SkipsAsync()).Count.ShouldBe(3);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(20));
        await SendAsync();
        (await SkipsAsync()).Count.ShouldBe(6);
    }

    [Fact]
    public async Task Whoever_was_asked_something_else_lately_is_skipped_and_due_again_when_the_budget_is_free()
    {
        await LevelAsync(RelationshipLevel.Partnership);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(40));
        await Desk.AskedAsync(await Desk.ResolvedAsync());
        (await SendAsync()).ShouldBe(0);
        (await SendAsync()).ShouldBe(0);
        (await SkipsAsync()).ShouldBe(["fatigue"]);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(6));
        (await SendAsync()).ShouldBe(0);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(1));
        (await SendAsync()).ShouldBe(1);
        (await Desk.AskAsync(await Desk.ResolvedAsync("The lid is missing"))).Verdict.ShouldBe(SurveyVerdict.Fatigue, "a check-in counts too");
    }

    [Fact]
    public async Task In_a_quiet_hour_the_question_waits_and_nothing_is_skipped()
    {
        await LevelAsync(RelationshipLevel.Partnership);
        await Desk.Desk.DoAsync(async db => (await db.Contacts.SingleAsync()).Update(new(TimeZone: "Asia/Shanghai", Preferences: new() { QuietHours = "8-10" }), Desk.Now));
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(40));
        (await SendAsync()).ShouldBe(0);
        (await SkipsAsync()).ShouldBeEmpty();
        Desk.Desk.Clock.Advance(TimeSpan.FromHours(1));
        (await SendAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task The_closest_come_first_and_always_in_the_same_order()
    {
        await LevelAsync(RelationshipLevel.Reactive);
        var close = new Account("CLOSE", Desk.Now);
        close.Update(new() { RelationshipLevel = RelationshipLevel.Partnership }, Desk.Now);
        var (one, two) = (Contact.WithExternalId("one", Desk.Now), Contact.WithExternalId("two", Desk.Now.AddSeconds(1)));
        one.BelongTo(close, Desk.Now);
        two.BelongTo(close, Desk.Now);
        await Desk.Desk.DoAsync(db =>
        {
            db.AddRange(close, two, one);
            return Task.CompletedTask;
        });
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(400));
        var invite = new InviteToCheckIn(Desk.Desk.Clock, Options.Create(Desk.Settings));
        (await Desk.ReadAsync(db => invite.DueAsync(db, 10))).Select(d => d.Contact).ShouldBe([one.Id, two.Id, Desk.Lin.Id]);
        (await Desk.ReadAsync(db => invite.DueAsync(db, 2))).Select(d => d.Contact).ShouldBe([one.Id, two.Id]);
    }

    private Task LevelAsync(RelationshipLevel level) => Desk.Desk.DoAsync(async db => (await db.Accounts.SingleAsync()).Update(new() { RelationshipLevel = level }, Desk.Now));

    private Task ContactAsync(string id, string? email, ContactPreferences wishes) => Desk.Desk.DoAsync(async db =>
    {
        var contact = Contact.WithExternalId(id, Desk.Now);
        contact.Update(new(Email: email, Preferences: wishes), Desk.Now);
        contact.BelongTo(await db.Accounts.SingleAsync(), Desk.Now);
        db.Contacts.Add(contact);
    });

    private Task<int> SendAsync() => new SendCheckIns(
        Desk.Desk.Work, Desk.Desk, new InviteToCheckIn(Desk.Desk.Clock, Options.Create(Desk.Settings)), Desk.Letter, Desk.Desk.Clock).RunAsync();

    private Task<List<string>> SkipsAsync() => Desk.ReadAsync(db => db.SurveySkips.Where(s => s.Kind == SurveyKind.CheckIn).OrderBy(s => s.Reason).Select(s => s.Reason).ToListAsync());

    [GeneratedRegex("/survey/([0-9a-f]{64})\\?")]
    private static partial Regex Link();
}

/// <summary>On the default database.</summary>
public sealed class CheckInOnSqliteTests : CheckInTests
{
    internal override Task<SurveyDesk> OpenAsync() => SurveyDesk.OpenAsync();
}

/// <summary>On PostgreSQL.</summary>
public sealed class CheckInOnPostgresTests(PostgresCluster cluster) : CheckInTests, IClassFixture<PostgresCluster>
{
    internal override async Task<SurveyDesk> OpenAsync() => await SurveyDesk.OpenAsync(await cluster.NewDatabaseAsync());
}
