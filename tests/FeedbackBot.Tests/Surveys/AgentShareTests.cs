using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Surveys;

/// <summary>Who had which part in what a customer is asked about.</summary>
public class AgentShareTests
{
    [Fact]
    public async Task Shares_are_of_the_answers_on_the_case_and_stay_as_they_were_when_the_question_was_sent()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var other = Guid.CreateVersion7();
        var conversation = new Conversation("webchat", "key", cast.Contact.Id, "en", cast.Database.Now);
        await cast.Database.StoreAsync(conversation);
        var ticket = cast.NewComplaint(1, conversation: conversation.Id);
        ticket.Resolve(new("c", "r", FeedbackBot.Tickets.Responsibility.Us, true), FeedbackBot.Tickets.Actor.Of(cast.Agent), cast.Database.Now, SurveyCast.Delay);
        await cast.Database.StoreAsync(ticket);
        await SayAsync(cast, conversation.Id, cast.Agent.Id, cast.Agent.Id, cast.Agent.Id, other);
        cast.Database.Clock.Advance(SurveyCast.Delay);
        var invitation = (await cast.InviteAsync(1)).Invitation.ShouldNotBeNull();
        await SayAsync(cast, conversation.Id, other, other);
        await using var db = cast.Database.Open();
        (await db.Invitations.SingleAsync(i => i.Id == invitation.Id)).Shares.ShouldBe([new(cast.Agent.Id, 0.75), new(other, 0.25)]);
    }

    [Fact]
    public async Task Where_nobody_wrote_to_the_customer_it_is_whoever_holds_the_case()
    {
        await using var cast = await SurveyCast.CreateAsync();
        (await cast.InvitedAsync(1)).Shares.ShouldBe([new(cast.Agent.Id, 1)]);
    }

    [Fact]
    public async Task A_link_that_another_program_hands_on_has_its_shares_too_and_none_is_made_of_a_withdrawn_case()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.ResolvedAsync(1);
        var withdrawn = cast.NewComplaint(2);
        withdrawn.Withdraw(FeedbackBot.Tickets.Actor.Customer, cast.Database.Now);
        await cast.Database.StoreAsync(withdrawn);
        var invite = new InviteByLink(cast.Database.Clock, Microsoft.Extensions.Options.Options.Create(new SurveyOptions()));
        (await cast.Database.Work.RunAsync(db => invite.RunAsync(db, Metric.Csat, 1, null))).Invitation.Shares.ShouldBe([new(cast.Agent.Id, 1)]);
        (await Should.ThrowAsync<RuleViolation>(() => cast.Database.Work.RunAsync(db => invite.RunAsync(db, Metric.Ces, 2, null)))).Code.ShouldBe("not_asked");
    }

    private static Task SayAsync(SurveyCast cast, Guid conversation, params Guid[] senders) => cast.Database.Work.RunAsync(async db =>
    {
        var chat = await db.Conversations.SingleAsync(c => c.Id == conversation);
        foreach (var sender in senders)
        {
            db.Append(chat, new(Speaker.Agent, "On its way.") { SenderId = sender.ToString(), TicketNumber = 1 }, cast.Database.Now);
        }
    });
}
