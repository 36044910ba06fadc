using FeedbackBot.Accounts;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Surveys;

public class RecordAnswerTests
{
    [Fact]
    public async Task An_answer_counts_for_whom_the_invitation_said_even_after_the_account_changed_hands()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var invitation = await cast.InvitedAsync(1);
        await cast.Database.Work.RunAsync(async db => (await db.Accounts.SingleAsync()).GiveTo(cast.Agent, cast.Database.Now));
        (await cast.AnswerAsync(invitation, 2)).ShouldBe(AnswerOutcome.Recorded);
        await using var read = cast.Database.Open();
        var answer = await read.Answers.SingleAsync();
        (answer.Value, answer.ScaleLow, answer.ScaleHigh, answer.OwnerId, answer.AccountId, answer.TicketNumber, answer.ContactId, answer.Source)
            .ShouldBe((2, 1, 5, cast.Owner.Id, cast.Account.Id, 1L, cast.Contact.Id, "chat"));
        (await read.TicketEvents.SingleAsync(e => e.Code == "survey_answered")).Arguments["value"].ShouldBe("2");
    }

    [Fact]
    public async Task Only_the_first_answer_counts_however_many_come_at_once()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var invitation = await cast.InvitedAsync(1);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => cast.AnswerAsync(invitation, (i % 5) + 1)));
        outcomes.Count(o => o == AnswerOutcome.Recorded).ShouldBe(1);
        outcomes.Count(o => o == AnswerOutcome.AlreadyAnswered).ShouldBe(19);
        await using var db = cast.Database.Open();
        (await db.Answers.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_after_two_weeks_is_late_and_stores_nothing()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var invitation = await cast.InvitedAsync(1);
        cast.Database.Clock.Advance(TimeSpan.FromDays(14));
        (await cast.AnswerAsync(invitation, 5)).ShouldBe(AnswerOutcome.Expired);
        await using var db = cast.Database.Open();
        (await db.Answers.AnyAsync()).ShouldBeFalse();
        (await db.Invitations.SingleAsync()).Status.ShouldBe(InvitationStatus.Expired);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(-1)]
    public async Task A_value_off_the_scale_is_refused_and_the_question_stays_open(int value)
    {
        await using var cast = await SurveyCast.CreateAsync();
        var invitation = await cast.InvitedAsync(1);
        var refusal = await Should.ThrowAsync<RuleViolation>(() => cast.AnswerAsync(invitation, value));
        (refusal.Code, refusal.Field).ShouldBe(("out_of_range", "value"));
        (await cast.AnswerAsync(invitation, 1)).ShouldBe(AnswerOutcome.Recorded);
    }

    [Fact]
    public async Task A_reason_is_added_to_the_rating_and_a_second_one_below_it()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var invitation = await cast.InvitedAsync(1);
        (await ExplainAsync(cast, invitation, "too early")).ShouldBeFalse();
        await cast.AnswerAsync(invitation, 2);
        (await ExplainAsync(cast, invitation, "  送货太慢\u0000 ")).ShouldBeTrue();
        (await ExplainAsync(cast, invitation, "客服也没有回电")).ShouldBeTrue();
        (await ExplainAsync(cast, invitation, "   ")).ShouldBeFalse();
        await using var db = cast.Database.Open();
        (await db.Answers.SingleAsync()).Reason.ShouldBe("送货太慢\n客服也没有回电");
    }

    [Fact]
    public async Task Card_numbers_in_a_reason_are_masked_before_they_are_stored()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var invitation = await cast.InvitedAsync(1);
        await cast.AnswerAsync(invitation, 1);
        await ExplainAsync(cast, invitation, "Charged twice on 4111 1111 1111 1111, call 13800138000");
        await using var db = cast.Database.Open();
        (await db.Answers.SingleAsync()).Reason.ShouldBe("Charged twice on •••• 1111, call 13800138000");
    }

    [Fact]
    public async Task A_dismissed_question_is_closed_and_is_no_answer()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var invitation = await cast.InvitedAsync(1);
        (await DismissAsync(cast, invitation)).ShouldBeTrue();
        (await DismissAsync(cast, invitation)).ShouldBeFalse();
        (await cast.AnswerAsync(invitation, 5)).ShouldBe(AnswerOutcome.Closed);
        await using var db = cast.Database.Open();
        (await db.Answers.AnyAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task An_invitation_nobody_sent_is_told_so()
    {
        await using var cast = await SurveyCast.CreateAsync();
        (await cast.Database.Work.RunAsync(db => cast.Answer.RunAsync(db, Guid.CreateVersion7(), 5))).ShouldBe(AnswerOutcome.UnknownInvitation);
    }

    private static Task<bool> ExplainAsync(SurveyCast cast, Invitation invitation, string reason) =>
        cast.Database.Work.RunAsync(db => cast.Reason.RunAsync(db, invitation.Id, reason));

    private static Task<bool> DismissAsync(SurveyCast cast, Invitation invitation) =>
        cast.Database.Work.RunAsync(db => cast.Dismiss.RunAsync(db, invitation.Id));
}
