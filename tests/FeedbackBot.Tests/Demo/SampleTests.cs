using FeedbackBot.Accounts;
using FeedbackBot.Host.Demo;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.Demo;

/// <summary>The files of the sample company are complete in both languages, and safe to show.</summary>
public sealed class SampleTests
{
    private static readonly SampleData Data = SampleData.Load();

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public void There_are_many_different_customer_messages_in(string language) =>
        Data.Cases[language].SelectMany(c => c.Texts).Distinct().Count().ShouldBeGreaterThanOrEqualTo(80);

    [Fact]
    public void Both_languages_have_the_same_matters() =>
        Data.Cases["zh-Hans"].Select(c => (c.Issue, c.Kind, c.Topic)).ShouldBe(Data.Cases["en"].Select(c => (c.Issue, c.Kind, c.Topic)));

    [Fact]
    public void Every_matter_has_replies_ends_and_reasons() =>
        Data.Cases.Values.SelectMany(c => c).ShouldAllBe(c =>
            c.Texts.Count > 0 && c.Replies.Count > 0 && c.Ends.Count > 0 && c.Good.Count > 0 && c.Bad.Count > 0 && Data.Company.Issues.ContainsKey(c.Issue));

    [Fact]
    public void No_telephone_card_or_identity_number_stands_in_the_texts() =>
        Data.Cases.Values.SelectMany(c => c).SelectMany(c => c.Texts.Concat(c.Replies).Concat(c.Ends.Select(e => e.Message)))
            .SelectMany(PersonalData.Find).ShouldBeEmpty();

    [Fact]
    public void Addresses_can_never_reach_anybody() =>
        Data.Accounts.SelectMany(a => a.Contacts).Select(c => c.Mail).Append("x@" + Data.Company.Domain).ShouldAllBe(m => m.EndsWith(".example"));

    [Fact]
    public void Tiers_follow_the_cumulative_share_of_value()
    {
        var tiers = WriteCompany.Tiers(Data.Accounts);
        var (whole, top) = (Data.Accounts.Sum(a => a.Value), Data.Accounts.Where(a => tiers[a.Id] == AccountTier.A).Sum(a => a.Value));
        ((double)top / whole).ShouldBeInRange(0.8, 0.9);
        Data.Accounts.Where(a => tiers[a.Id] == AccountTier.C).Max(a => a.Value).ShouldBeLessThan(Data.Accounts.Where(a => tiers[a.Id] == AccountTier.B).Min(a => a.Value));
    }
}
