using System.Globalization;
using FeedbackBot.Conversations;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Conversations;

/// <summary>What depends on the hour: cancelled drafts and handing over, on a real SQLite with a clock that is moved.</summary>
public sealed class ChatByTheClockTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private ServiceProvider _services = null!;
    private ChatCast _cast = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.Work.RunAsync(db => StartingBook.WriteAsync(db, _database.Now));
        _services = new ServiceCollection().AddLogging().AddOptions().AddFeedbackBot()
            .Configure<ConversationOptions>(o => o.DialogsFolder = Path.Combine(Visit.RepositoryRoot(), "dialogs"))
            .AddSingleton(_database.Contexts).AddSingleton(_database.Feed).AddSingleton<TimeProvider>(_database.Clock)
            .AddSingleton(_database.Work).AddSingleton(Understanding.Reader.Embedded)
            .BuildServiceProvider();
        _cast = new(_services);
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("en", "The kettle I bought leaks and nobody answers my calls", "cancel", "yes", "continue")]
    [InlineData("zh-Hans", "上周买的水壶漏水，打电话没人接", "算了", "是的", "继续")]
    public async Task A_cancelled_draft_is_taken_up_within_a_day(string language, string told, string cancel, string yes, string goOn)
    {
        var chat = await CancelAsync(language, told, cancel, yes);
        _database.Clock.Advance(TimeSpan.FromHours(23.9));
        var asked = await _cast.SayAsync(chat, goOn);
        ChatCast.StepOf(asked).ShouldBe("order_number");
        (await _cast.TicketAsync((await _cast.FinishAsync(chat, asked)).Number)).Description.ShouldBe(told);
    }

    [Theory]
    [InlineData("en", "The kettle I bought leaks and nobody answers my calls", "cancel", "yes", "continue")]
    [InlineData("zh-Hans", "上周买的水壶漏水，打电话没人接", "算了", "是的", "继续")]
    public async Task And_is_gone_after_it(string language, string told, string cancel, string yes, string goOn)
    {
        var chat = await CancelAsync(language, told, cancel, yes);
        _database.Clock.Advance(TimeSpan.FromHours(24.1));
        (await _cast.SayAsync(chat, goOn)).Replies.ShouldNotBeEmpty();
        await using var db = _cast.Open();
        var state = TakeTurn.StateOf(await db.Conversations.SingleAsync());
        (state.Draft, state.Flows.Any(f => f.Flow == "complaint")).ShouldBe((null, false));
        (await db.Tickets.CountAsync()).ShouldBe(0);
    }

    /// <summary>The team works on weekdays from 9 to 12 and from 13 to 18 in Shanghai.</summary>
    [Theory]
    [InlineData("en", "I want to talk to a person, my parcel never arrived")]
    [InlineData("zh-Hans", "转人工，我的包裹一直没收到")]
    public async Task Handing_over_says_by_when_and_outside_the_hours_something_else(string language, string asks)
    {
        var open = await HandOverAsync(language, asks, "2026-11-18 09:00", "2026-11-18 11:59", "2026-11-18 13:00", "2026-11-18 17:59");
        var closed = await HandOverAsync(language, asks, "2026-11-18 08:59", "2026-11-18 12:00", "2026-11-18 18:00", "2026-11-21 10:00");
        open.Select(ReceiptCode.Hide).Distinct().ShouldHaveSingleItem();
        closed.Select(ReceiptCode.Hide).Distinct().ShouldHaveSingleItem().ShouldNotBe(ReceiptCode.Hide(open[0]));
    }

    private async Task<string> CancelAsync(string language, string told, string cancel, string yes)
    {
        var chat = await _cast.ArriveAsync(language);
        ChatCast.StepOf(await _cast.SayAsync(chat, told)).ShouldBe("order_number");
        ChatCast.StepOf(await _cast.SayAsync(chat, cancel)).ShouldBe("cancel_confirm");
        ChatCast.StepOf(await _cast.SayAsync(chat, yes)).ShouldBeNull();
        return chat;
    }

    /// <returns>What was said at each of these hours of the team, without number and promised time, which are checked.</returns>
    private async Task<List<string>> HandOverAsync(string language, string asks, params string[] hours)
    {
        var said = new List<string>();
        foreach (var hour in hours)
        {
            _database.Clock.Set(DateTime.ParseExact(hour, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture).AddHours(-8));
            var receipt = (await _cast.SayAsync(await _cast.ArriveAsync(language), asks)).Replies.Single(r => r.Ticket != null);
            var due = (await _cast.TicketAsync(receipt.Ticket!)).Clocks.Single(c => c.Name == ClockName.FirstResponse).DueAt;
            var promised = LocalTime.Say(due, "Asia/Shanghai", language);
            receipt.Text.ShouldContain(promised, customMessage: hour);
            said.Add(receipt.Text.Replace(promised, "").Replace(receipt.Ticket!, ""));
        }

        return said;
    }
}
