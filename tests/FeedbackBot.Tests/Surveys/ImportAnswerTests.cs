using FeedbackBot.Accounts;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Surveys;

public class ImportAnswerTests
{
    private static readonly AnswerToImport Good = new()
    {
        Metric = "csat",
        Value = 4,
        Reason = "回复很快",
        AccountExternalId = "HARBOUR",
        ContactExternalId = "lin",
        ListeningPost = "phone",
        AnsweredAt = new DateTime(2025, 3, 1, 9, 30, 0, DateTimeKind.Utc),
    };

    [Fact]
    public async Task An_old_answer_is_stored_under_its_own_date_and_for_the_account_as_it_is()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await ImportAsync(cast, Good);
        await using var db = cast.Database.Open();
        var answer = await db.Answers.SingleAsync();
        (answer.Metric, answer.Value, answer.Reason, answer.AnsweredAt).ShouldBe((Metric.Csat, 4, "回复很快", Good.AnsweredAt!.Value));
        (answer.AccountId, answer.OwnerId, answer.Tier, answer.ContactId, answer.ListeningPost, answer.Source)
            .ShouldBe((cast.Account.Id, cast.Owner.Id, "a", cast.Contact.Id, "phone", "import"));
    }

    [Fact]
    public async Task Unknown_accounts_and_contacts_are_made_once_and_belong_together()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var unknown = Good with { AccountExternalId = "NEW-1", ContactExternalId = "zhao" };
        await Task.WhenAll(ImportAsync(cast, unknown), ImportAsync(cast, unknown));
        await using var db = cast.Database.Open();
        var account = await db.Accounts.SingleAsync(a => a.ExternalId == "NEW-1");
        (await db.Contacts.SingleAsync(c => c.ExternalId == "zhao")).AccountId.ShouldBe(account.Id);
        (await db.Answers.CountAsync(a => a.AccountId == account.Id)).ShouldBe(2);
    }

    [Fact]
    public async Task A_known_contact_brings_the_account_along_and_nobody_at_all_is_allowed_too()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await ImportAsync(cast, Good with { AccountExternalId = null });
        await ImportAsync(cast, new() { Metric = "nps", Value = 0, AnsweredAt = Good.AnsweredAt });
        await using var db = cast.Database.Open();
        (await db.Answers.SingleAsync(a => a.Metric == Metric.Csat)).AccountId.ShouldBe(cast.Account.Id);
        var bare = await db.Answers.SingleAsync(a => a.Metric == Metric.Nps);
        (bare.AccountId, bare.ContactId, bare.Value, bare.ScaleHigh, bare.ListeningPost).ShouldBe((null, null, 0, 10, "import"));
    }

    [Fact]
    public async Task A_case_says_who_worked_on_it()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.ResolvedAsync(12);
        await ImportAsync(cast, new() { Metric = "ces", Value = 7, Ticket = "FB-000012", AnsweredAt = Good.AnsweredAt });
        await using var db = cast.Database.Open();
        var answer = await db.Answers.SingleAsync();
        (answer.AgentId, answer.Topic, answer.Kind, answer.AccountId, answer.TicketNumber, answer.ContactId)
            .ShouldBe((cast.Agent.Id, "delivery", "complaint", cast.Account.Id, 12L, cast.Contact.Id));
    }

    public static TheoryData<string, string, AnswerToImport> Bad => new()
    {
        { "metric", "required", Good with { Metric = null } },
        { "metric", "unknown_value", Good with { Metric = "stars" } },
        { "value", "required", Good with { Value = null } },
        { "value", "out_of_range", Good with { Value = 6 } },
        { "value", "out_of_range", Good with { Metric = "nps", Value = 11 } },
        { "answeredAt", "required", Good with { AnsweredAt = null } },
        { "answeredAt", "out_of_range", Good with { AnsweredAt = new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc) } },
        { "account.externalId", "too_long", Good with { AccountExternalId = new string('x', 201) } },
        { "contact.externalId", "too_long", Good with { ContactExternalId = new string('x', 201) } },
        { "listeningPost", "too_long", Good with { ListeningPost = new string('x', 41) } },
        { "reason", "too_long", Good with { Reason = new string('x', 4001) } },
        { "ticket", "unknown_ticket", Good with { Ticket = "FB-000999" } },
        { "ticket", "unknown_ticket", Good with { Ticket = "order 7" } },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public async Task Bad_input_is_refused_by_field_and_leaves_nothing_behind(string field, string code, AnswerToImport input)
    {
        await using var cast = await SurveyCast.CreateAsync();
        var refusal = await Should.ThrowAsync<RuleViolation>(() => ImportAsync(cast, input with { AccountExternalId = input.AccountExternalId + "?" }));
        (refusal.Field, refusal.Code).ShouldBe((field, code));
        await using var db = cast.Database.Open();
        (await db.Answers.AnyAsync()).ShouldBeFalse();
        (await db.Accounts.CountAsync()).ShouldBe(1);
    }

    private static Task<Answer> ImportAsync(SurveyCast cast, AnswerToImport input) =>
        cast.Database.Work.RunAsync(db => cast.Import.RunAsync(db, input));
}
