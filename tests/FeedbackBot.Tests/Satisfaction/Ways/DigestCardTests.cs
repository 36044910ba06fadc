using System.Text;
using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Ways;

namespace FeedbackBot.Tests.Satisfaction.Ways;

/// <summary>A digest as a card: small enough for Teams, and telling what it leaves out.</summary>
public class DigestCardTests
{
    /// <summary>Bytes of a message that Teams takes.</summary>
    private const int MostBytes = 28 * 1024;

    [Fact]
    public void An_owner_of_hundreds_of_watched_accounts_gets_a_card_that_teams_takes_and_is_told_what_it_leaves_out()
    {
        var facts = DigestCast.Facts();
        var model = facts.Accounts[0];
        AccountFacts[] many = [.. Enumerable.Range(0, 300).Select(i => model with { Id = Guid.CreateVersion7(facts.At), ExternalId = $"A{i}", Name = $"{i}·{new string('云', 80)}" })];
        const WatchReasons All = WatchReasons.FallingScore | WatchReasons.RepeatedComplaints | WatchReasons.SilenceAfterComplaint | WatchReasons.HostageLeaving;
        var card = DigestCard.Write(facts with { Accounts = many, Watch = new() { Watched = [.. many.Select(a => new WatchedAccount(a.Id, All, All, WatchReasons.None))] } }, "https://feedback.example.com");
        Encoding.UTF8.GetByteCount(card).ShouldBeLessThan(MostBytes);
        card.Split("……另有 290 个客户").Length.ShouldBe(1 + 2, "of the watch-list, and of the accounts with news");
        DigestCard.Write(facts, "https://feedback.example.com").ShouldNotContain("另有");
    }
}
