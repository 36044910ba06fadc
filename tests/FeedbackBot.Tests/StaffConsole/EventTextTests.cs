using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Routing;
using FeedbackBot.Tests.House;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Everything that can happen to a case is told in both languages.</summary>
public sealed partial class EventTextTests
{
    private static readonly DateTime Now = new(2026, 11, 16, 8, 0, 0, DateTimeKind.Utc);
    private static readonly Team Care = new("customer_care", new("客服团队", "Customer care"), Now);

    [Fact]
    public void Every_code_that_the_case_records_has_a_sentence_in_both_languages()
    {
        var codes = Directory.GetFiles(Path.Combine(Repository.Root, "src", "FeedbackBot", "Tickets"), "*.cs")
            .SelectMany(file => Recorded().Matches(File.ReadAllText(file)).SelectMany(m => Code().Matches(m.Value)).Select(m => m.Groups[1].Value))
            .Distinct().ToList();
        codes.ShouldContain("assigned");
        codes.ShouldContain("unassigned");
        codes.Count.ShouldBeGreaterThanOrEqualTo(14);
        foreach (var code in codes)
        {
            foreach (var language in new[] { Languages.Chinese, Languages.English })
            {
                ConsoleTexts.In(language).Entries.Keys.ShouldContain($"event.{code}");
            }
        }
    }

    [Fact]
    public void The_life_of_a_case_is_told_without_a_gap()
    {
        var mei = Actor.Of(new StaffMember("mei@example.com", "Mei", StaffRoles.Agent, Now));
        foreach (var language in new[] { Languages.Chinese, Languages.English })
        {
            foreach (var happened in Life(mei).Events)
            {
                var said = EventText.Say(happened, ConsoleTexts.In(language), [Care]);
                said.ShouldNotContain("{", customMessage: happened.Code);
                said.ShouldNotStartWith("event.");
                said.ShouldNotContain("customer_care");
            }
        }
    }

    [Theory]
    [InlineData("en", "Routed to Customer care by rule “late parcels”: topic is Delivery, account tier is A")]
    [InlineData("zh-Hans", "按规则“late parcels”分派给 客服团队:主题为配送、客户等级为A")]
    public void A_routing_reason_is_put_into_words(string language, string expected)
    {
        var ticket = NewTicket(1);
        ticket.Route(new(Care.Id, "late parcels", ["topic=delivery", "tier=a"]), Care.Key, Now);
        EventText.Say(ticket.Events[^1], ConsoleTexts.In(language), [Care]).ShouldBe(expected.Replace(":主", "\uff1a主", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "Mei corrected what was understood: topics from none to Delivery, Billing")]
    [InlineData("zh-Hans", "Mei 更正了系统识别：主题由“无”改为“配送、账单与价格”")]
    public void A_correction_names_what_was_changed_from_what_to_what(string language, string expected)
    {
        var ticket = NewTicket(1);
        ticket.CorrectReading(new(Topics: ["delivery", "billing"]), Actor.Of(new StaffMember("mei@example.com", "Mei", StaffRoles.Agent, Now)), Now);
        EventText.Say(ticket.Events[^1], ConsoleTexts.In(language), [Care]).ShouldBe(expected);
    }

    private static Ticket Life(Actor mei)
    {
        var ticket = NewTicket(1);
        ticket.Route(new(Care.Id, Router.DefaultRule, []), Care.Key, Now);
        ticket.Assign(new StaffMember("li@example.com", "Li", StaffRoles.Agent, Now), mei, Now);
        ticket.Assign(null, mei, Now);
        ticket.MoveTo(Care, mei, Now);
        ticket.MoveTo(new Team("logistics", new("物流", "Logistics"), Now), mei, Now);
        ticket.Noted(mei, Now);
        ticket.RaisePriority(TicketPriority.Urgent, ReadingFlags.Safety, "azure/1", Now);
        ticket.CorrectReading(new(FeedbackKind.Complaint, ["delivery", "billing"], Sentiment.Mixed, Urgency.Critical), mei, Now);
        ticket.CorrectReading(new(FeedbackKind.Other, ["other"], Sentiment.Negative, Urgency.Low), mei, Now);
        ticket.Linked("duplicate_of", NewTicket(2), mei, Now);
        ticket.Resolve(new("broken", "replaced", Responsibility.Us, TellsCustomer: true), mei, Now, TimeSpan.Zero);
        ticket.SurveyAsked(Now);
        ticket.SurveyAnswered("csat", 2, Now);
        ticket.FollowsAnswer("csat", 2, null, Now);
        ticket.FollowsAnswer("csat", 2, NewTicket(4), Now);
        ticket.Explained("nobody rang", isAllThereIs: false, Now);
        ticket.Reopen("it broke again", mei, Now);
        ticket.Resolve(new("broken", "repaired", Responsibility.ThirdParty, TellsCustomer: false), mei, Now, TimeSpan.Zero);
        ticket.CustomerWrote(Now);
        ticket.SurveySkipped("opted_out", Now);
        ticket.Withdraw(Actor.Customer, Now);
        NewTicket(3).MergeInto(ticket, mei, Now);
        return ticket;
    }

    internal static Ticket NewTicket(long number) => new(
        number,
        new NewTicket
        {
            Subject = "Late",
            Description = "Late again",
            Language = "en",
            ListeningPost = "webchat",
            Channel = "webchat",
            ConversationId = Guid.CreateVersion7(),
            ContactId = Guid.CreateVersion7(),
        },
        Now);

    [GeneratedRegex("""Record\([^,]+,""")]
    private static partial Regex Recorded();

    [GeneratedRegex("\"([a-z_]+)\"")]
    private static partial Regex Code();
}
