using System.Net;
using System.Text.RegularExpressions;
using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Ways;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;

namespace FeedbackBot.Tests.Satisfaction;

public partial class ComposeDigestTests
{
    [Fact]
    public void The_chinese_digest_says_what_the_owner_must_know_in_the_owners_time()
    {
        var email = ComposeDigest.Compose(DigestCast.Facts(), "https://care.example.com/");
        email.To.ShouldBe("wang.wei@example.com");
        email.Subject.ShouldBe("客户满意度周报 2026-W46：2 个客户有新动态");
        var expected = new[]
        {
            "王伟，您好：",
            "（11月9日至11月15日）",
            "== 海港食品 Harbour <Foods> · A 级客户 ==",
            "本周满意度（CSAT）：评价太少，暂不计分（2 份）",
            "近 13 周满意度：46%（26 份评价，95% 区间 29%–65%）",
            "▼ 较此前 13 周下降",
            "- FB-000128 两箱货一直没到 <b>",
            "本周新增 · 处理中 · 承诺 11月16日 13:00 前解决 [已超时]",
            "本周新增 · 待处理 · 承诺 11月17日 12:00 前首次答复",
            "- 1 分（满分 5 分） · FB-000097",
            "“打了三次电话都没人管， 下次不会再订了。”",
            "客户没有说明原因。",
            "有承诺已经超时。",
            "https://care.example.com/console/accounts/HARBOUR%2F1",
            "https://care.example.com/console/tickets/FB-000128",
            "本周没有新动态的客户（2 个）：Cedar Hotels、翠竹文具。",
            "少于 5 份评价时不计分",
            "Asia/Shanghai",
        };
        foreach (var words in expected)
        {
            email.Text.ShouldContain(words);
        }
    }

    [Fact]
    public void The_english_digest_says_the_same()
    {
        var email = ComposeDigest.Compose(DigestCast.Facts(Languages.English, "Europe/London"), "https://care.example.com");
        email.Subject.ShouldBe("Customer satisfaction 2026-W46: accounts with news: 2");
        var expected = new[]
        {
            "(9 November to 15 November)",
            "CSAT, the week: not enough answers (n=2)",
            "CSAT, the week: 90% (n=10, 95% interval 60%–98%)",
            "▼ down on the 13 weeks before",
            "no clear change from the 13 weeks before",
            "new this week · open · resolution promised by 16 November 05:00 [overdue]",
            "1 out of 5 · FB-000097",
            "The customer gave no reason.",
            "Nothing to report (2): Cedar Hotels, 翠竹文具.",
            "Europe/London",
        };
        foreach (var words in expected)
        {
            email.Text.ShouldContain(words);
        }
    }

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public void The_html_carries_every_figure_escapes_what_customers_wrote_and_fetches_nothing(string language)
    {
        var email = ComposeDigest.Compose(DigestCast.Facts(language), "https://care.example.com");
        email.Html.ShouldContain($"<html lang=\"{language}\">");
        email.Html.ShouldContain("海港食品 Harbour &lt;Foods&gt;");
        email.Html.ShouldContain("两箱货一直没到 &lt;b&gt;");
        email.Html.ShouldContain("打了三次电话都没人管，<br>下次不会再订了。");
        email.Html.ShouldContain(">46%<");
        email.Html.ShouldContain("href=\"https://care.example.com/console/tickets/FB-000128\"");
        Fetched().IsMatch(email.Html).ShouldBeFalse();
        Placeholder().IsMatch(email.Text).ShouldBeFalse();
    }

    [Theory]
    [InlineData("zh-Hans", "客户满意度周报 2026-W46：本周一切平稳", "本周您的客户没有新的评价和投诉。")]
    [InlineData("en", "Customer satisfaction 2026-W46: a quiet week", "No new ratings and no complaints from your accounts this week.")]
    public void A_week_without_news_is_one_short_digest(string language, string subject, string sentence)
    {
        var facts = DigestCast.Facts(language) with { Accounts = [.. Enumerable.Range(1, 25).Select(i => DigestCast.Silent($"S{i}", $"Shop {i}"))] };
        var email = ComposeDigest.Compose(facts, "https://care.example.com");
        email.Subject.ShouldBe(subject);
        email.Text.ShouldContain(sentence);
        email.Html.ShouldContain(sentence);
        email.Text.ShouldContain("Shop 20");
        email.Text.ShouldNotContain("Shop 21");
    }

    [Theory]
    [InlineData("zh-Hans", "本周推荐意愿（NPS）：+25（12 份评价，95% 区间 −22 至 +72）", "本周便捷度（CES）：评价太少，暂不计分（1 份）", "推荐意愿 2 分（0–10 分）", "推荐意愿（NPS）是")]
    [InlineData("en", "NPS, the week: +25 (n=12, 95% interval −22 to +72)", "CES, the week: not enough answers (n=1)", "would recommend us: 2 on 0 to 10", "NPS is the percentage")]
    public void Recommendation_and_ease_are_told_where_they_were_answered_on_every_way(string language, string nps, string ces, string low, string footer)
    {
        var none = DigestCast.Facts(language);
        var told = none with { Accounts = [DigestCast.Silent("NPS", "Only Nps") with { Others = [Nps(12), Ces(1)], LowRatings = [new(Metric.Nps, 2, 10, null, null, DigestCast.Now)] }] };
        var email = ComposeDigest.Compose(told, "https://care.example.com");
        foreach (var form in new[] { email.Text, WebUtility.HtmlDecode(email.Html) })
        {
            form.ShouldSatisfyAllConditions(f => f.ShouldContain(nps), f => f.ShouldContain(ces), f => f.ShouldContain(low), f => f.ShouldContain(footer));
        }

        DigestCard.Write(told, "https://care.example.com").ShouldContain(nps.Split('+')[0]);
        var account = System.Text.Json.JsonDocument.Parse(DigestJson.Write(told, "https://care.example.com")).RootElement.GetProperty("accounts")[0];
        account.GetProperty("nps").GetProperty("value").GetDouble().ShouldBe(25);
        account.GetProperty("ces").GetProperty("n").GetInt32().ShouldBe(1);
        account.GetProperty("lowRatings")[0].GetProperty("metric").GetString().ShouldBe("nps");
        ComposeDigest.Compose(none, "https://care.example.com").Text.ShouldSatisfyAllConditions(t => t.ShouldNotContain("NPS"), t => t.ShouldNotContain("CES"));
    }

    [Fact]
    public void An_answer_of_any_metric_is_news()
    {
        (DigestCast.Silent("X", "X") with { Others = [Nps(1)] }).HasNews.ShouldBeTrue();
        DigestCast.Silent("X", "X").HasNews.ShouldBeFalse();
    }

    [Fact]
    public void A_week_that_is_still_running_says_so()
    {
        var facts = DigestCast.Facts(Languages.English) with { Period = DigestPeriod.Parse("2026-W47", TimeZoneInfo.Utc)! };
        ComposeDigest.Compose(facts, "https://care.example.com").Text.ShouldContain("still running; these are the figures up to 16 November 16:00");
        ComposeDigest.Compose(DigestCast.Facts(Languages.English), "https://care.example.com").Text.ShouldNotContain("still running");
    }

    [Fact]
    public void Of_many_complaints_the_first_five_are_listed_and_the_rest_counted()
    {
        var many = Enumerable.Range(1, 8).Select(i => new ComplaintFacts { Number = i, Subject = $"Case {i}", Status = TicketStatus.Open, IsNew = false });
        var facts = DigestCast.Facts(Languages.English) with { Accounts = [DigestCast.Happy with { Complaints = [.. many] }] };
        var text = ComposeDigest.Compose(facts, "https://care.example.com").Text;
        text.ShouldContain("FB-000005");
        text.ShouldNotContain("FB-000006");
        text.ShouldContain("More complaints on the account's page: 3.");
    }

    [Fact]
    public void The_next_step_is_the_most_pressing_one()
    {
        var open = new ComplaintFacts { Number = 1, Subject = "x", Status = TicketStatus.Open, IsNew = false, DueAt = DigestCast.Now.AddHours(1) };
        NextStep For(AccountFacts account) => NextSteps.For(account, DigestCast.Now);
        For(DigestCast.Troubled).ShouldBe(NextStep.KeepPromise);
        For(DigestCast.Troubled with { Complaints = [open] }).ShouldBe(NextStep.AnswerLowRating);
        For(DigestCast.Happy with { Complaints = [open] }).ShouldBe(NextStep.FollowComplaints);
        For(DigestCast.Happy with { Trend = Trend.Down }).ShouldBe(NextStep.LookIntoFall);
        For(DigestCast.Happy).ShouldBe(NextStep.SayThanks);
        For(DigestCast.Silent("S", "Shop")).ShouldBe(NextStep.AskMore);
    }

    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_places_to_fill()
    {
        var (chinese, english) = (DigestTexts.In(Languages.Chinese).Texts, DigestTexts.In(Languages.English).Texts);
        chinese.Keys.Order().ShouldBe(english.Keys.Order());
        foreach (var (key, text) in chinese)
        {
            Places(text).ShouldBe(Places(english[key]), $"places of '{key}'");
        }

        Enum.GetValues<NextStep>().Select(s => $"next.{FeedbackBot.Storage.ColumnForms.Word(s)}").ShouldBeSubsetOf(english.Keys);
        Enum.GetValues<TicketStatus>().Select(s => $"status.{FeedbackBot.Storage.ColumnForms.Word(s)}").ShouldBeSubsetOf(english.Keys);
    }

    /// <summary>Half promoters, a quarter detractors.</summary>
    private static Score Nps(int n) => ScoreFormula.Of(Metric.Nps, new Dictionary<int, long> { [10] = n / 2, [7] = n - (n / 2) - (n / 4), [2] = n / 4 }, 5);

    private static Score Ces(int n) => ScoreFormula.Of(Metric.Ces, new Dictionary<int, long> { [6] = n }, 5);

    private static IEnumerable<string> Places(string text) => Placeholder().Matches(text).Select(m => m.Value).Order();

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"<(img|link|script|iframe)|url\(|@import|src=", RegexOptions.IgnoreCase)]
    private static partial Regex Fetched();
}
