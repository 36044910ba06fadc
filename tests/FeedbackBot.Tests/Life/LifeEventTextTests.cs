using FeedbackBot.Host.StaffConsole;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Tests.StaffConsole;
using FeedbackBot.Tickets;

namespace FeedbackBot.Tests.Life;

/// <summary>What happens to a case in its later life is told in both languages.</summary>
public sealed class LifeEventTextTests
{
    private static readonly DateTime Now = new(2026, 11, 16, 8, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("en", "Ann told customers affected by this: 3 told now, 2 told before, 1 not told, 4 cases resolved")]
    [InlineData("zh-Hans", "Ann 告知了受影响的客户：本次告知 3 位，此前已告知 2 位，未告知 1 位，解决工单 4 个")]
    public void Nothing_is_told_with_a_gap(string language, string expected)
    {
        var (ticket, other, ann) = (EventTextTests.NewTicket(1), EventTextTests.NewTicket(2), new Actor("staff", null, "Ann"));
        var promise = new Commitment(1, new(CommitmentKind.Refund, null, Now.AddDays(1)), ann, Now);
        ticket.Hold("idea_planned", ann, Now);
        ticket.Resume(ann, Now);
        ticket.Linked("caused_by", other, ann, Now);
        ticket.Unlinked("caused_by", other, ann, Now);
        ticket.Split(other, ann, Now);
        ticket.Committed(promise, ann, Now);
        ticket.CommitmentOverdue(promise, Now);
        ticket.CommitmentKept(promise, ann, Now);
        ticket.ToldOfCause(other, ann, Now);
        var merge = new MergeRecord(ticket, other, new(), ann, Now);
        ticket.MergeInto(other, ann, Now);
        ticket.TakeOutOf(other, merge, waiting: null, ann, Now);
        ticket.ChatEnded(ChatEnd.Over, ann, Now);
        ticket.AnswerMailed(Now);
        ticket.LookedAtAgain(ann, Now);
        ticket.Resolve(new("a", "b", Responsibility.Us, TellsCustomer: false), ann, Now, TimeSpan.Zero);
        ticket.Close(Now);
        ticket.Status.ShouldBe(TicketStatus.Closed);
        ticket.ToldAffected(new(3, 2, new Dictionary<string, int> { ["quiet"] = 1 }, 4), ann, Now);
        var texts = ConsoleTexts.In(language);
        foreach (var happened in ticket.Events.Concat(other.Events))
        {
            var said = EventText.Say(happened, texts, []);
            said.ShouldNotContain("{", customMessage: happened.Code);
            said.ShouldNotStartWith("event.");
            said.ShouldNotContain("_");
        }

        EventText.Say(ticket.Events[^1], texts, []).ShouldBe(expected);
    }
}
