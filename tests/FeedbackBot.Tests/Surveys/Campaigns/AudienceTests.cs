using FeedbackBot.Accounts;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Campaigns;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Surveys.Campaigns;

/// <summary>Whom a campaign is for, and what is refused before it starts.</summary>
public abstract class AudienceTests : CampaignDeskTests
{
    [Fact]
    public async Task Every_condition_narrows_and_all_that_are_given_must_hold()
    {
        await CastAsync();
        (await OfAsync(new() { TopAccounts = 1 })).ShouldBe(["big"]);
        (await OfAsync(new() { TopAccounts = 2 })).ShouldBe(["big", "mid"]);
        (await OfAsync(new() { TopAccounts = 9 })).ShouldBe(["big", "mid"], "an account without a value is not among the top ones");
        (await OfAsync(new() { Tiers = [AccountTier.A] })).ShouldBe(["big"]);
        (await OfAsync(new() { Tiers = [AccountTier.A, AccountTier.B] })).ShouldBe(["big", "mid"]);
        (await OfAsync(new() { Levels = [RelationshipLevel.Partnership] })).ShouldBe(["mid"]);
        (await OfAsync(new() { Region = "North" })).ShouldBe(["big"]);
        (await OfAsync(new() { Accounts = ["MID", "HARBOUR"] })).ShouldBe(["lin", "mid"]);
        (await OfAsync(new() { TopAccounts = 2, Tiers = [AccountTier.B], Levels = [RelationshipLevel.Partnership] })).ShouldBe(["mid"]);
        (await OfAsync(new() { TopAccounts = 1, Tiers = [AccountTier.B] })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Everybody_with_a_case_about_a_topic_in_the_last_days_but_not_spam()
    {
        await CastAsync();
        var topics = FeedbackTopics.All;
        var (told, other) = (topics[0], topics[1]);
        await AboutAsync(await Desk.ResolvedAsync(), [other, told]);
        await AboutAsync(await Desk.ResolvedAsync(contact: await IdAsync("big")), [other]);
        await AboutAsync(await Desk.ResolvedAsync(flags: ReadingFlags.Spam, contact: await IdAsync("mid")), [told]);
        (await OfAsync(new() { Topic = told, TopicDays = 30 })).ShouldBe(["lin"]);
        (await OfAsync(new() { Topic = other, TopicDays = 30 })).ShouldBe(["big", "lin"]);
        (await OfAsync(new() { Topic = other, TopicDays = 30, Accounts = ["BIG"] })).ShouldBe(["big"]);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(31));
        (await OfAsync(new() { Topic = other, TopicDays = 30 })).ShouldBeEmpty();
        (await OfAsync(new() { Topic = other, TopicDays = 32 })).ShouldBe(["big", "lin"]);
    }

    [Fact]
    public async Task The_size_is_told_before_the_start_and_the_sample_is_the_one_that_is_sent()
    {
        await ContactsAsync(30);
        await ContactAsync("silent", null);
        await ContactAsync("unwilling", wishes: new() { OptedOut = true });
        await ContactAsync("caller", wishes: new() { Channel = "phone" });
        var id = await DraftAsync(Plan(percent: 50));
        var preview = await PreviewAsync(id);
        (preview.Contacts, preview.Reachable).ShouldBe((34, 31));
        (await PreviewAsync(id)).ShouldBe(preview);
        await StartAsync(id);
        (await SendAsync()).ShouldBe(preview.DrawnReachable);
        (await ProgressAsync(id)).Drawn.ShouldBe(preview.Drawn);
    }

    [Theory]
    [InlineData("required.name")]
    [InlineData("required.audience")]
    [InlineData("required.start_day")]
    [InlineData("in_the_past.start_day")]
    [InlineData("out_of_range.percent", 0)]
    [InlineData("out_of_range.percent", 101)]
    [InlineData("out_of_range.most_per_day", 0)]
    [InlineData("out_of_range.top", 0)]
    [InlineData("out_of_range.days", 0)]
    [InlineData("unknown_topic.topic")]
    [InlineData("unknown_account.accounts")]
    public async Task What_cannot_be_is_refused_and_nothing_is_kept(string refusal, int number = 0)
    {
        var plan = refusal switch
        {
            "required.name" => Plan() with { Name = "  " },
            "required.audience" => Plan(new()),
            "required.start_day" => Plan() with { StartDay = null },
            "in_the_past.start_day" => Plan() with { StartDay = Today.AddDays(-1) },
            "out_of_range.percent" => Plan(percent: number),
            "out_of_range.most_per_day" => Plan(most: number),
            "out_of_range.top" => Plan(new() { TopAccounts = number }),
            "out_of_range.days" => Plan(new() { Topic = FeedbackTopics.All[0], TopicDays = number }),
            "unknown_topic.topic" => Plan(new() { Topic = "weather", TopicDays = 3 }),
            _ => Plan(new() { Accounts = ["HARBOUR", "NOSUCH"] }),
        };
        var broken = await Should.ThrowAsync<RuleViolation>(DraftAsync(plan));
        $"{broken.Code}.{broken.Field}".ShouldBe(refusal);
        (await Desk.ReadAsync(db => db.Campaigns.CountAsync())).ShouldBe(0);
        var id = await DraftAsync();
        await Should.ThrowAsync<RuleViolation>(DraftAsync(plan, id));
        (await Desk.ReadAsync(db => db.Campaigns.SingleAsync())).Name.ShouldBe("How are we doing?");
    }

    [Fact]
    public async Task A_start_needs_somebody_who_can_be_reached_and_a_day_that_has_not_passed()
    {
        await CastAsync();
        var nobody = await DraftAsync(Plan(new() { Region = "Nowhere" }));
        (await Should.ThrowAsync<RuleViolation>(StartAsync(nobody))).Code.ShouldBe("no_audience");
        await Desk.Desk.DoAsync(async db => (await db.Contacts.SingleAsync(c => c.ExternalId == "lin")).Update(new(Preferences: new() { OptedOut = true }), Desk.Now));
        var id = await DraftAsync();
        (await Should.ThrowAsync<RuleViolation>(StartAsync(id))).Code.ShouldBe("audience_unreachable");
        await DraftAsync(Plan(new() { Accounts = ["BIG"] }), id);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(1));
        (await Should.ThrowAsync<RuleViolation>(StartAsync(id))).Code.ShouldBe("in_the_past");
        await DraftAsync(Plan(new() { Accounts = ["BIG"] }), id);
        await StartAsync(id);
        (await Should.ThrowAsync<RuleViolation>(StartAsync(id))).Code.ShouldBe("campaign_started");
        (await Should.ThrowAsync<RuleViolation>(DraftAsync(id: id))).Code.ShouldBe("campaign_started");
        (await Desk.ReadAsync(db => db.Campaigns.CountAsync(c => c.Status == CampaignStatus.Draft))).ShouldBe(1);
    }

    private async Task CastAsync()
    {
        await Desk.Desk.DoAsync(db =>
        {
            var (big, mid) = (new Account("BIG", Desk.Now), new Account("MID", Desk.Now));
            big.Update(new() { AnnualValueMinor = 900_00, Region = "North" }, Desk.Now);
            big.MoveToTier(AccountTier.A, Desk.Now);
            mid.Update(new() { AnnualValueMinor = 500_00, Region = "South", RelationshipLevel = RelationshipLevel.Partnership }, Desk.Now);
            mid.MoveToTier(AccountTier.B, Desk.Now);
            db.AddRange(big, mid);
            return Task.CompletedTask;
        });
        await ContactAsync("big", account: "BIG");
        await ContactAsync("mid", account: "MID");
    }

    private Task<Guid> IdAsync(string id) => Desk.ReadAsync(db => db.Contacts.Where(c => c.ExternalId == id).Select(c => c.Id).SingleAsync());

    private Task AboutAsync(long number, string[] topics) => Desk.Desk.DoAsync(db =>
        db.Tickets.Where(t => t.Number == number).ExecuteUpdateAsync(set => set.SetProperty(t => t.Topics, topics)));

    private Task<List<string?>> OfAsync(Audience audience) =>
        Desk.ReadAsync(db => ReadAudience.Of(db, audience, Desk.Now).Select(c => c.ExternalId).OrderBy(c => c).ToListAsync());

    private Task<AudiencePreview> PreviewAsync(Guid id) =>
        Desk.ReadAsync(async db => await new ReadAudience(Desk.Desk.Clock).RunAsync(db, await db.Campaigns.SingleAsync(c => c.Id == id)));
}

/// <summary>On the default database.</summary>
public sealed class AudienceOnSqliteTests : AudienceTests
{
    internal override Task<SurveyDesk> OpenAsync() => SurveyDesk.OpenAsync();
}

/// <summary>On PostgreSQL.</summary>
public sealed class AudienceOnPostgresTests(PostgresCluster cluster) : AudienceTests, IClassFixture<PostgresCluster>
{
    internal override async Task<SurveyDesk> OpenAsync() => await SurveyDesk.OpenAsync(await cluster.NewDatabaseAsync());
}
