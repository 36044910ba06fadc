using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Conversations;

/// <summary>A survey of the site's own, asked in the chat by the same machinery as everything else, and stored as its page would store it.</summary>
public sealed class MadeSurveyInChatTests
{
    [Theory]
    [InlineData(Languages.English, "2, nobody ever rang me back about it", "1 and 3", "online", "my card 4111 1111 1111 1111 was refused", "What did you buy?", "1. Apples", "so that a colleague looks into this", "Thank you")]
    [InlineData(Languages.Chinese, "2分，一直没有人给我回电话", "苹果、牛奶", "网上买的", "一直没人回复，卡号 4111 1111 1111 1111 也刷不了", "您买了哪些？", "1. 苹果", "会有同事继续跟进", "谢谢您的回答")]
    public async Task It_is_asked_question_by_question_and_every_answer_is_stored_at_once(
        string language, string rating, string several, string one, string words, string second, string button, string followed, string thanks)
    {
        await using var chat = await SurveyedChat.AskedAsync(language);
        var asked = await chat.LastAsync();
        (asked.Step, asked.Buttons.Count).ShouldBe(("rating", 5));

        var rated = await chat.SayAsync(rating);
        rated.Step.ShouldBe("bought");
        rated.Words.ShouldContain(followed);
        rated.Words.ShouldContain(second);
        (await chat.LastAsync()).Buttons.ShouldContain(button);
        var answer = await chat.AnswerAsync();
        (answer.Value, answer.SurveyId, answer.SurveyVersion, answer.Source).ShouldBe((2, chat.Survey, 1, "chat"));
        answer.Reason.ShouldBe(rating, "words beside the rating are its reason");

        (await chat.SayAsync(several)).Step.ShouldBe("where");
        (await chat.SayAsync(one)).Step.ShouldBe("why");
        (await chat.SayAsync(words)).Words.ShouldContain(thanks);
        var stored = await chat.StoredAsync();
        stored[..3].ShouldBe(["bought: a", "bought: m", "where: o"]);
        stored[3].ShouldStartWith("why: " + words[..4]);
        stored[3].ShouldNotContain("4111 1111");
        (await chat.AnswerAsync()).Reason.ShouldNotBeNull().ShouldContain(words[..4]);
        (await chat.SayAsync(words)).Step.ShouldNotBe("why", "it is over");
    }

    [Theory]
    [InlineData(Languages.English, "qwrtpsdf", "My parcel arrived broken yesterday and nobody answers", "milk", "skip")]
    [InlineData(Languages.Chinese, "嗯嗯啊啊", "我昨天收到的快递外壳全碎了，客服也不理人", "牛奶", "跳过")]
    public async Task Garbage_is_asked_again_and_a_new_complaint_in_the_middle_gets_its_case_before_the_survey_goes_on(string language, string garbage, string trouble, string bought, string skip)
    {
        await using var chat = await SurveyedChat.AskedAsync(language);
        (await chat.SayAsync("4")).Step.ShouldBe("bought");
        await chat.SayAsync(garbage);
        (await chat.StoredAsync()).ShouldBeEmpty();

        var told = await chat.SayAsync(trouble);
        told.Step.ShouldNotBeNull().ShouldNotBe("bought");
        var step = told.Step;
        for (var i = 0; i < 8 && step is not ("bought" or "where"); i++)
        {
            step = (await chat.SayAsync(step is "order_number" or "desired_outcome" or "reply_to" ? skip : Languages.IsChinese(language) ? "是" : "yes")).Step;
        }

        step.ShouldBe("bought", "the survey goes on where it was");
        (await chat.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(2);
        (await chat.SayAsync(bought)).Step.ShouldBe("where");
        (await chat.StoredAsync()).ShouldBe(["bought: m"]);
        (await chat.AnswerAsync()).Value.ShouldBe(4);
    }

    [Theory]
    [InlineData(Languages.English, "skip", "never mind")]
    [InlineData(Languages.Chinese, "跳过", "算了")]
    public async Task What_may_be_left_out_is_skipped_and_leaving_keeps_what_was_given(string language, string skip, string leave)
    {
        await using var chat = await SurveyedChat.AskedAsync(language);
        await chat.SayAsync("5");
        (await chat.SayAsync(skip)).Step.ShouldBe("where");
        (await chat.SayAsync(leave)).Step.ShouldBeNull();
        (await chat.StoredAsync()).ShouldBe(["bought: -"]);
        (await chat.ReadAsync(db => db.Invitations.SingleAsync())).Status.ShouldBe(InvitationStatus.Answered);
    }

    [Theory]
    [InlineData(Languages.English, "skip", false)]
    [InlineData(Languages.Chinese, "跳过", false)]
    [InlineData(Languages.English, "never survey me again", true)]
    [InlineData(Languages.Chinese, "以后不要再给我发问卷", true)]
    public async Task Whoever_refuses_is_not_asked_further(string language, string said, bool isForGood)
    {
        await using var chat = await SurveyedChat.AskedAsync(language);
        await chat.SayAsync(said);
        var step = (await chat.LastAsync()).Step;
        step.ShouldNotBe("rating");
        (await chat.ReadAsync(db => db.Answers.CountAsync())).ShouldBe(0);
        (await chat.ReadAsync(db => db.Invitations.SingleAsync())).Status.ShouldBe(InvitationStatus.Dismissed);
        (await chat.ReadAsync(db => db.Contacts.AsNoTracking().ToListAsync())).Any(c => c.Preferences.OptedOut).ShouldBe(isForGood);
    }

    [Fact]
    public async Task What_was_meant_otherwise_is_put_right_and_counted_as_meant()
    {
        await using var chat = await SurveyedChat.AskedAsync(Languages.English);
        await chat.SayAsync("5");
        var corrected = await chat.SayAsync("sorry, I meant 1");
        corrected.Step.ShouldBe("bought");
        var answer = await chat.AnswerAsync();
        answer.Value.ShouldBe(1);
        answer.CaseNumber.ShouldNotBeNull("it is low now");
        corrected.Words.ShouldContain(TicketNumber.Format(answer.CaseNumber.Value));
        await chat.SayAsync("1 and 3");
        await chat.SayAsync("sorry, I meant bread");
        (await chat.StoredAsync()).ShouldBe(["bought: b"]);
    }

    [Fact]
    public async Task Two_questions_are_answered_at_once()
    {
        var all = SurveyedChat.Draft();
        await using var chat = await SurveyedChat.AskedAsync(Languages.English, all with { Questions = [all.Questions[0], all.Questions[2], all.Questions[1]] });
        (await chat.SayAsync("4, online")).Step.ShouldBe("bought");
        (await chat.AnswerAsync()).Value.ShouldBe(4);
        (await chat.StoredAsync()).ShouldBe(["where: o"]);
    }

    [Fact]
    public async Task The_page_goes_on_where_the_chat_stopped_and_the_chat_where_the_page_did()
    {
        await using var chat = await SurveyedChat.AskedAsync(Languages.English);
        var link = await chat.LinkAsync();
        await chat.SayAsync("2");
        var page = await chat.ReadPageAsync(link);
        page.ShouldNotContain("name=\"q-rating\"");
        page.ShouldContain("name=\"q-bought\"");
        (await chat.SendPageAsync(link, ("q-bought", "a"), ("q-bought", "b"), ("q-where", "s"), ("q-why", "Too slow"))).ShouldNotContain("name=\"q-", customMessage: "nothing is left to ask");
        (await chat.StoredAsync()).ShouldBe(["bought: a", "bought: b", "where: s", "why: Too slow"]);
        (await chat.SayAsync("hello")).Step.ShouldNotBe("bought", "nothing is left to ask");

        await using var other = await SurveyedChat.AskedAsync(Languages.English);
        await other.SendPageAsync(await other.LinkAsync(), ("q-rating", "2"), ("q-bought", "m"), ("q-where", "o"));
        (await other.SayAsync("4")).Step.ShouldBe("why", "the rating is given, and what it opened is due");
        (await other.AnswerAsync()).Value.ShouldBe(2);
        await other.SayAsync("The driver was late");
        (await other.StoredAsync()).ShouldBe(["bought: m", "where: o", "why: The driver was late"]);
    }

    [Fact]
    public async Task A_version_that_is_published_meanwhile_and_a_choice_made_otherwise_change_nothing_for_whoever_was_asked()
    {
        await using var chat = await SurveyedChat.AskedAsync(Languages.English);
        await chat.SayAsync("5");
        var revision = (await chat.ReadAsync(db => db.Surveys.SingleAsync())).Revision;
        var rest = SurveyedChat.Draft() with { Questions = [SurveyedChat.Draft().Questions[0]] };
        await chat.Server.Work.RunAsync(db => chat.Use<ChangeSurvey>().RunAsync(db, chat.Survey, rest, revision, chat.Boss));
        await chat.PublishAsync();
        await chat.Server.Work.RunAsync(db => chat.Use<ChooseAfterResolution>().RunAsync(db, null, chat.Boss));
        (await chat.SayAsync("bread")).Step.ShouldBe("where");
        (await chat.SayAsync("In a shop")).Words.ShouldContain("Thank you");
        (await chat.StoredAsync()).ShouldBe(["bought: b", "where: s"]);
        (await chat.AnswerAsync()).SurveyVersion.ShouldBe(1);
    }

    [Fact]
    public async Task One_whose_time_is_over_says_so_and_is_let_go()
    {
        await using var chat = await SurveyedChat.AskedAsync(Languages.English);
        await chat.ReadAsync(db => db.Invitations.ExecuteUpdateAsync(set => set.SetProperty(i => i.ExpiresAt, i => i.SentAt)));
        (await chat.SayAsync("4")).Words.ShouldContain("can no longer be answered");
        (await chat.ReadAsync(db => db.Answers.CountAsync())).ShouldBe(0);
    }

    [Theory]
    [InlineData(Languages.English, "The survey is anonymous, and a chat is not")]
    [InlineData(Languages.Chinese, "聊天做不到匿名")]
    public async Task An_anonymous_one_is_told_as_a_link_and_not_asked(string language, string said)
    {
        await using var chat = await SurveyedChat.AskedAsync(language, SurveyedChat.Draft(isAnonymous: true));
        var told = await chat.LastAsync();
        told.Words.ShouldContain(said);
        (told.Step, told.Buttons.Count).ShouldBe((null, 0));
        (await chat.SayAsync("1")).Step.ShouldNotBe("bought");
        (await chat.ReadAsync(db => db.Answers.CountAsync())).ShouldBe(0, "what is said in the chat is no answer");
        await chat.SendPageAsync(await chat.LinkAsync(), ("q-rating", "1"), ("q-where", "s"));
        var answer = await chat.AnswerAsync();
        (answer.Source, answer.ContactId, answer.CaseNumber).ShouldBe((Answer.Anonymous, null, null));
    }
}
