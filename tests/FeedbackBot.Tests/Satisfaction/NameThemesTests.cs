using FeedbackBot.Satisfaction;
using FeedbackBot.Tests.Connectors.LanguageModel;
using FeedbackBot.Understanding;
using Microsoft.Extensions.Logging.Abstractions;

namespace FeedbackBot.Tests.Satisfaction;

/// <summary>Names of themes: the model's where they can stand on a dashboard, else their words.</summary>
public sealed class NameThemesTests
{
    private static readonly ThemeGroup[] Groups =
    [
        new("k1", ["gate", "left", "rain", "wet"], ["left at the gate, call 13800138000"]),
        new("k2", ["等位", "叫号"], ["过号了要重新排"]),
    ];

    [Fact]
    public async Task Each_group_gets_its_name_in_both_languages()
    {
        await using var server = await LoopbackModel.SayingAsync(
            """{"themes":[{"id":"g2","zh":"等位叫号容易过号","en":"missed calls in the queue"},{"id":"g1","zh":"包裹丢在门口","en":"parcels left at the gate"}]}""");
        using var client = server.Client();
        (await NameAsync(client)).ShouldBe(
        [
            new ThemeName("k1", new("包裹丢在门口", "parcels left at the gate"), ByModel: true),
            new ThemeName("k2", new("等位叫号容易过号", "missed calls in the queue"), ByModel: true),
        ]);
        server.Requests.Single().ToJsonString().ShouldNotContain("13800138000");
    }

    [Theory]
    [InlineData("""{"themes":[{"id":"g9","zh":"别的主题","en":"another theme"}]}""")]
    [InlineData("""{"themes":[{"id":"g1","zh":"拨打一三八","en":"call 13800138000"}]}""")]
    [InlineData("""{"themes":[{"id":"g1","zh":"<b>系统</b>","en":"plain name"}]}""")]
    [InlineData("""{"themes":[{"id":"g1","zh":"点击链接","en":"see http://evil.example"}]}""")]
    [InlineData("no names today")]
    public async Task A_group_without_a_usable_name_keeps_its_words(string answer)
    {
        await using var server = await LoopbackModel.SayingAsync(answer);
        using var client = server.Client();
        (await NameAsync(client)).ShouldBe([new("k1", new("gate · left · rain", "gate · left · rain"), false), new("k2", new("等位 · 叫号", "等位 · 叫号"), false)]);
    }

    [Fact]
    public async Task Two_groups_do_not_get_the_same_name()
    {
        await using var server = await LoopbackModel.SayingAsync("""{"themes":[{"id":"g1","zh":"配送问题","en":"delivery"},{"id":"g2","zh":"配送问题","en":"delivery"}]}""");
        using var client = server.Client();
        (await NameAsync(client)).Count(n => n.ByModel).ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_model_every_group_has_its_words() => (await NameAsync(null)).ShouldAllBe(n => !n.ByModel);

    [Fact]
    public async Task Many_groups_are_asked_about_in_parts()
    {
        await using var server = await LoopbackModel.SayingAsync("""{"themes":[{"id":"g1","zh":"配送问题","en":"delivery"}]}""");
        using var client = server.Client();
        var names = await new NameThemes(NullLogger<NameThemes>.Instance, client)
            .RunAsync([.. Enumerable.Range(0, 30).Select(i => new ThemeGroup($"k{i}", [$"word{i}"], []))]);
        (names.Count, names.Count(n => n.ByModel), server.Requests.Count).ShouldBe((30, 3, 3));
    }

    private static Task<IReadOnlyList<ThemeName>> NameAsync(ILanguageModel? model) => new NameThemes(NullLogger<NameThemes>.Instance, model).RunAsync(Groups);
}
