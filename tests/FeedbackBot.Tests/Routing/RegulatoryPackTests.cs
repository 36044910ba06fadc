using System.Text.RegularExpressions;
using FeedbackBot.Routing;

namespace FeedbackBot.Tests.Routing;

/// <summary>The packs as files: complete in both languages, their figures as published.</summary>
public sealed partial class RegulatoryPackTests
{
    public static TheoryData<string> Keys() => new(RegulatoryPacks.All.Select(p => p.Key));

    [Fact]
    public void All_packs_are_there() => RegulatoryPacks.All.Select(p => p.Key).ShouldBe(
        ["asic_rg271", "asic_rg271_super", "cfpb", "cn_banking_insurance", "fca_disp", "fca_disp_payments", "samr", "uk_housing"]);

    [Theory]
    [InlineData("fca_disp", "decide", 56, TargetUnit.CalendarDays, null)]
    [InlineData("fca_disp_payments", "decide", 15, TargetUnit.WorkingDays, 35)]
    [InlineData("asic_rg271", "acknowledge", 1440, TargetUnit.Minutes, null)]
    [InlineData("asic_rg271", "decide", 30, TargetUnit.CalendarDays, null)]
    [InlineData("asic_rg271_super", "decide", 45, TargetUnit.CalendarDays, null)]
    [InlineData("uk_housing", "acknowledge", 5, TargetUnit.WorkingDays, null)]
    [InlineData("uk_housing", "stage_1", 10, TargetUnit.WorkingDays, 20)]
    [InlineData("uk_housing", "stage_2", 20, TargetUnit.WorkingDays, 40)]
    [InlineData("cfpb", "decide", 15, TargetUnit.CalendarDays, 60)]
    [InlineData("cn_banking_insurance", "decide", 15, TargetUnit.CalendarDays, 60)]
    [InlineData("samr", "accept", 7, TargetUnit.WorkingDays, null)]
    [InlineData("samr", "mediate", 45, TargetUnit.WorkingDays, null)]
    public void The_figures_are_the_published_ones(string pack, string step, int amount, TargetUnit unit, int? most)
    {
        var found = RegulatoryPacks.Find(pack)!.Step(step)!;
        (found.Target.Amount, found.Target.Unit, found.Extension?.Most).ShouldBe((amount, unit, most));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_pack_has_its_letters_and_words_in_both_languages(string key)
    {
        var pack = RegulatoryPacks.Find(key)!;
        TimeZoneInfo.TryFindSystemTimeZoneById(pack.TimeZone, out _).ShouldBeTrue();
        pack.Letters.Select(l => l.Key).Take(3).ShouldBe(["acknowledgement", "holding", "final"]);
        foreach (var text in pack.Letters.Select(l => l.Text))
        {
            Names(text.ZhHans).ShouldBe(Names(text.En));
        }

        foreach (var text in pack.Steps.Select(s => s.Name).Concat(pack.Letters.Select(l => l.Name)).Append(pack.Name).Append(pack.Source))
        {
            (text.ZhHans.Any(c => c > 0x4e00), text.En.Length > 0).ShouldBe((true, true));
        }

        foreach (var step in pack.Steps.Where(s => s.Starts == PackStart.Step))
        {
            pack.Step(step.After!).ShouldNotBeNull();
        }

        pack.Steps.ShouldAllBe(s => s.ClockOf(pack).Length <= 40);
    }

    private static IEnumerable<string> Names(string text) => Placeholder().Matches(text).Select(m => m.Value).Distinct().Order();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();
}
