using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Conversations;

/// <summary>For the same answers, page and chat store the same rows: one use case keeps both.</summary>
public sealed class PageAndChatTests
{
    [Fact]
    public async Task The_same_answers_make_the_same_rows()
    {
        await using var chat = await SurveyedChat.OpenAsync(Survey(), "--FeedbackBot:Surveys:DaysBetween=0");
        var dice = new Random(20261123);
        for (var draw = 0; draw < 25; draw++)
        {
            var given = Draw(dice);
            var (paged, said) = (await PageAsync(chat, $"page-{draw}", given), await SayAsync(chat, $"chat-{draw}", given));
            said.ShouldBe(paged, $"draw {draw}: {string.Join(", ", given.Select(g => $"{g.Key}={string.Join('+', g.Value)}"))}");
        }
    }

    /// <summary>Conditions on a rating, on one choice, on several, and one behind another.</summary>
    private static SurveyDraft Survey()
    {
        var draft = SurveyedChat.Draft();
        return draft with
        {
            Questions =
            [
                .. draft.Questions,
                new("again", QuestionType.Nps, new("还会再来吗？", "Would you come again?")) { When = new("where", ShowTest.Is, "s") },
                new("fresh", QuestionType.Choice, new("面包新鲜吗？", "Was the bread fresh?")) { When = new("bought", ShowTest.Includes, "b"), Choices = [new("y", new("新鲜", "Fresh")), new("n", new("不新鲜", "Stale"))] },
                new("only", QuestionType.Ces, new("只买牛奶方便吗？", "Was buying only milk easy?")) { When = new("bought", ShowTest.Is, "m") },
                new("how", QuestionType.Text, new("怎么不新鲜？", "How was it stale?")) { When = new("fresh", ShowTest.Is, "n") },
            ],
        };
    }

    private static Dictionary<string, string[]> Draw(Random dice) => new()
    {
        ["rating"] = [$"{dice.Next(1, 6)}"],
        ["bought"] = [.. new[] { "a", "b", "m" }.Where(_ => dice.Next(2) == 0)],
        ["where"] = [dice.Next(2) == 0 ? "s" : "o"],
        ["why"] = dice.Next(3) == 0 ? [] : ["It took the whole week"],
        ["again"] = dice.Next(3) == 0 ? [] : [$"{dice.Next(0, 11)}"],
        ["fresh"] = dice.Next(3) == 0 ? [] : [dice.Next(2) == 0 ? "y" : "n"],
        ["only"] = dice.Next(3) == 0 ? [] : [$"{dice.Next(1, 8)}"],
        ["how"] = dice.Next(3) == 0 ? [] : ["Hard as a stone"],
    };

    private static async Task<List<string>> PageAsync(SurveyedChat chat, string contact, Dictionary<string, string[]> given)
    {
        await chat.Server.Work.RunAsync(db =>
        {
            db.Add(Contact.WithExternalId(contact, DateTime.UnixEpoch));
            return Task.CompletedTask;
        });
        var (invitation, token) = await InviteAsync(chat, contact);
        var link = await chat.Use<AnswerMadeSurvey>().LookAsync(token);
        while (link!.Ask.Count > 0)
        {
            link = await chat.Use<AnswerMadeSurvey>().GiveAsync(token, null, q => given[q], [.. link.Ask.Select(q => q.Id)]);
            link!.Faults.ShouldBeEmpty();
        }

        return await StoredAsync(chat, invitation);
    }

    private static async Task<List<string>> SayAsync(SurveyedChat chat, string contact, Dictionary<string, string[]> given)
    {
        var cast = new ChatCast(chat.Server.Services);
        var key = await cast.ArriveAsync("en", new VerifiedIdentity(contact, null, null, null));
        var (invitation, _) = await InviteAsync(chat, contact);
        await chat.Server.Work.RunAsync(db => BeginAsync(chat, db, key, invitation));
        var survey = SurveyedChat.Draft().Questions.Concat(Survey().Questions).DistinctBy(q => q.Id).ToDictionary(q => q.Id);
        for (var step = "rating"; survey.TryGetValue(step ?? "", out var asked);)
        {
            var values = given[asked.Id];
            var said = values.Length == 0 ? "skip" : asked.HasChoices ? string.Join(" and ", values.Select(v => asked.Choices.Index().First(c => c.Item.Id == v).Index + 1)) : values[0];
            step = ChatCast.StepOf(await cast.SayAsync(key, said));
        }

        return await StoredAsync(chat, invitation);
    }

    /// <summary>As a question after a resolution is begun.</summary>
    private static async Task BeginAsync(SurveyedChat chat, FeedbackDb db, string key, Guid id)
    {
        var conversation = await db.Conversations.FirstAsync(c => c.Key == key);
        var contact = await db.Contacts.FirstAsync(c => c.Id == conversation.ContactId);
        var invitation = await db.Invitations.FirstAsync(i => i.Id == id);
        var stand = await chat.Use<SurveysUnderWay>().BeginAsync(db, TakeTurn.StateOf(conversation), invitation, await db.SurveyVersions.SingleAsync());
        await chat.Use<PerformActs>().RunAsync(db, new(conversation, contact, null), FlowRunner.Begin(stand.Book, stand.State, MadeSurveyFlow.NameOf(id), id.ToString(), "en"));
    }

    private static async Task<(Guid Invitation, string Token)> InviteAsync(SurveyedChat chat, string contact)
    {
        var made = await chat.Server.Work.RunAsync(db => chat.Use<InviteByLink>().RunAsync(db, chat.Survey, null, contact));
        return (made.Invitation.Id, made.Token);
    }

    /// <summary>The answer with its reason, and all rows beside it.</summary>
    private static async Task<List<string>> StoredAsync(SurveyedChat chat, Guid invitation)
    {
        var answer = await chat.ReadAsync(db => db.Answers.SingleAsync(a => a.InvitationId == invitation));
        return [$"{answer.Metric} {answer.Value} {answer.Reason}", .. await chat.StoredAsync(answer.Id)];
    }
}
