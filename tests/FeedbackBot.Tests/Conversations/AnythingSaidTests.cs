using System.Text.Json;
using FeedbackBot.Conversations;

namespace FeedbackBot.Tests.Conversations;

public class AnythingSaidTests
{
    private const int Patience = 3;

    private static readonly string[] Sayings =
    [
        "我要投诉", "洗衣机坏了，订单AB12345678，要退款", "不记得了", "跳过", "是的", "不", "取消", "算了", "重新开始", "转人工", "为什么要问", "你们几点上班？",
        "FB-000001 怎么样了", "不是AB12345678，是AB12345679", "另外包装也破了", "13800138000", "说中文", "English please", "谢谢", "你好", "没有了", "！！！",
        "傻逼", "我想提个建议", "两件事：一是订单AB11112222坏了，二是订单CD33334444没到", "I want to complain", "my parcel is lost, refund me", "skip", "yes", "no",
        "cancel", "never mind", "start over", "human please", "why do you ask?", "what are your opening hours?", "sorry, I meant a replacement", "jo@example.com",
        "thanks", "hello", "no, that's all", "asdfgh", "banana", "4", "five stars", "withdraw my complaint", "a\0b", "", "   ", "{ticket} {summary}", "<script>alert(1)</script>",
        "\ud83d", "👍", "0000000000000000000000", "为什么还没到？", "I don't want a human", "匿名", "其他",
    ];

    [Theory]
    [InlineData("zh-Hans", 1)]
    [InlineData("en", 2)]
    [InlineData("zh-Hans", 3)]
    [InlineData("en", 4)]
    public async Task Whatever_is_said_there_is_an_answer_and_never_a_loop(string language, int seed)
    {
        var chance = new Random(seed);
        for (var conversation = 0; conversation < 60; conversation++)
        {
            var visit = new Visit(language);
            var said = new List<string>();
            (string? Step, int Begun, int Times) asked = (null, 0, 0);
            for (var turn = 0; turn < 25; turn++)
            {
                if (chance.Next(30) == 0)
                    visit.Begin("csat", "invitation-1");
                var text = Sayings[chance.Next(Sayings.Length)];
                said.Add(text);
                await visit.Hear(text);
                var story = string.Join("\n> ", said);
                if (visit.State.Noise <= 3)
                    visit.Said.Concat<object>(visit.Effects).ShouldNotBeEmpty(story);
                visit.Said.ShouldAllBe(s => s.Text.Length > 0 && s.Language == visit.State.Language, story);
                visit.Said.Count(s => s.Step is not null).ShouldBeLessThanOrEqualTo(1, story);
                // A matter that was dropped or filed may be asked the same things when it comes up anew.
                var begun = visit.State.Flows.Count == 0 ? 0 : visit.State.Flows[^1].FirstTurn;
                asked = visit.Step is null ? asked : (visit.Step, begun, (visit.Step, begun) == (asked.Step, asked.Begun) ? asked.Times + 1 : 1);
                asked.Times.ShouldBeLessThanOrEqualTo(Patience, $"{visit.Step} was asked again and again after\n> {story}");
                visit.State.Flows.Count.ShouldBeLessThanOrEqualTo(8, story);
            }
        }
    }

    [Fact]
    public async Task A_decision_depends_on_nothing_but_what_it_is_given()
    {
        var (one, other) = (new Visit("en"), new Visit("en"));
        foreach (var text in Sayings)
        {
            await one.Hear(text);
            await other.Hear(text);
            JsonSerializer.Serialize(one.State).ShouldBe(JsonSerializer.Serialize(other.State), text);
            one.Said.Select(s => s.Text).ShouldBe(other.Said.Select(s => s.Text));
        }
    }

    [Fact]
    public async Task The_state_survives_being_stored_as_json()
    {
        var visit = new Visit("en");
        await visit.Hear("my parcel AB12345678 is lost, refund me");
        var stored = JsonSerializer.Deserialize<ConversationState>(JsonSerializer.Serialize(visit.State))!;
        JsonSerializer.Serialize(stored).ShouldBe(JsonSerializer.Serialize(visit.State));
        stored.Flows.ShouldHaveSingleItem().Answers["order_number"].ShouldBe("AB12345678");
    }

    [Fact]
    public async Task A_megabyte_is_heard_like_anything_else()
    {
        var visit = new Visit("en");
        await visit.Hear("my parcel is lost " + string.Concat(Enumerable.Repeat("and nobody answers ", 55_000)));
        visit.Step.ShouldBe("order_number");
    }
}
