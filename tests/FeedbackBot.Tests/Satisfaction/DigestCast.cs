using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;

namespace FeedbackBot.Tests.Satisfaction;

/// <summary>The facts of a week of Wang Wei's: one account in trouble, one doing well, one silent.</summary>
internal static class DigestCast
{
    public static readonly DateTime Now = new(2026, 11, 16, 8, 0, 0, DateTimeKind.Utc);

    public static DigestFacts Facts(string language = Languages.Chinese, string zone = "Asia/Shanghai")
    {
        var owner = new StaffMember("wang.wei@example.com", "王伟", StaffRoles.AccountOwner, Now);
        owner.Update(null, language, zone);
        return new()
        {
            Owner = owner,
            Period = DigestPeriod.Parse("2026-W46", TimeZoneInfo.Utc)!,
            FirstDay = new(2026, 11, 9),
            At = Now,
            TrendWeeks = 13,
            MinimumAnswers = 5,
            Accounts = [Troubled, Happy, Silent("CEDAR", "Cedar Hotels"), Silent("BAMBOO", "翠竹文具")],
        };
    }

    public static AccountFacts Troubled => new()
    {
        Id = Guid.CreateVersion7(Now),
        ExternalId = "HARBOUR/1",
        Name = "海港食品 Harbour <Foods>",
        Tier = AccountTier.A,
        Score = Csat(2, 1),
        Recent = Csat(26, 12),
        Trend = Trend.Down,
        Complaints =
        [
            new() { Number = 128, Subject = "两箱货一直没到 <b>", Status = TicketStatus.Open, IsNew = true, Promise = ClockName.Resolution, DueAt = Now.AddHours(-3) },
            new() { Number = 131, Subject = "Invoice shows the wrong VAT number", Status = TicketStatus.New, IsNew = true, Promise = ClockName.FirstResponse, DueAt = Now.AddHours(20) },
            new() { Number = 97, Subject = "送货员态度差", Status = TicketStatus.Resolved, IsNew = true },
        ],
        LowRatings = [new(Metric.Csat, 1, 5, "打了三次电话都没人管，\n下次不会再订了。", 97, Now.AddDays(-2)), new(Metric.Csat, 2, 5, null, null, Now.AddDays(-3))],
    };

    public static AccountFacts Happy => new()
    {
        Id = Guid.CreateVersion7(Now),
        ExternalId = "LOTUS",
        Name = "Lotus Tea",
        Tier = AccountTier.B,
        Score = Csat(10, 9),
        Recent = Csat(48, 44),
        Trend = Trend.Steady,
    };

    public static AccountFacts Silent(string externalId, string name) => new()
    {
        Id = Guid.CreateVersion7(Now),
        ExternalId = externalId,
        Name = name,
        Tier = AccountTier.C,
        Score = Csat(0, 0),
        Recent = Csat(0, 0),
        Trend = Trend.Unknown,
    };

    public static Score Csat(int n, int satisfied) =>
        ScoreFormula.Of(Metric.Csat, new Dictionary<int, long> { [5] = satisfied, [1] = n - satisfied }, 5);
}
