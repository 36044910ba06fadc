using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Messages;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Conversations;

/// <summary>A customer who is not satisfied with how a case went: the chat tells the number of the case that follows, and what they say next belongs to it.</summary>
public sealed class LowRatingInChatTests
{
    [Theory]
    [InlineData("en", "The kettle I bought leaks and I am very disappointed", "2", "Nobody ever rang me back about it", "so that a colleague looks into this")]
    [InlineData("zh-Hans", "我买的水壶漏水，我很失望", "2", "一直没有人给我回电话", "会有同事继续跟进")]
    public async Task The_number_of_the_case_is_told_and_the_reason_goes_there(string language, string told, string rating, string reason, string said)
    {
        await using var server = await TestServer.StartAsync("--FeedbackBot:Tickets:SurveyDelay=90.00:00:00");
        var chat = new ChatCast(server.Services);
        var key = await chat.ArriveAsync(language);
        var first = TicketNumber.Parse((await chat.ComplainAsync(key, told)).Number)!.Value;
        var ann = await server.AddStaffAsync("ann-low@example.com", StaffRoles.Agent, "Ann");
        await server.Work.RunAsync(async db =>
        {
            var ticket = await db.TicketAsync(first);
            ticket.Resolve(new("worn seal", "replaced", Responsibility.Us, false), Actor.Of(ann), DateTime.UnixEpoch.AddYears(50), TimeSpan.Zero);
        });
        await AskAsync(server, first);

        var turn = await chat.SayAsync(key, rating);
        var opened = await OpenedAsync(server, first);
        ChatCast.Words(turn).ShouldContain(opened.Id);
        ChatCast.Words(turn).ShouldContain(said);
        ChatCast.StepOf(turn).ShouldBe("reason");
        await chat.SayAsync(key, reason);
        opened = await OpenedAsync(server, first);
        (opened.Description, opened.Kind).ShouldBe((reason, TicketKind.Complaint));

        var log = await chat.LogAsync(key);
        await using var db = server.Open();
        var talk = await db.TalkAsync(opened.ConversationId, reader: null);
        var own = await talk.SaidOn(db.Messages.AsNoTracking(), opened.Number).OrderBy(m => m.Sequence).Select(m => m.Text).ToListAsync();
        own.ShouldBe(log.SkipWhile(m => m.Text != rating).Select(m => m.Text), "from the rating on, all that is said belongs to the new case");
    }

    private static async Task AskAsync(TestServer server, long number)
    {
        for (var i = 0; i < 40; i++)
        {
            await server.Services.GetRequiredService<AskDueSurveys>().RunAsync();
            await using var db = server.Open();
            if (await db.Invitations.AnyAsync(asked => asked.TicketNumber == number))
            {
                return;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException("Nobody was asked.");
    }

    private static async Task<Ticket> OpenedAsync(TestServer server, long first)
    {
        await using var db = server.Open();
        return await db.Tickets.AsNoTracking().SingleAsync(t => t.Number != first);
    }
}
