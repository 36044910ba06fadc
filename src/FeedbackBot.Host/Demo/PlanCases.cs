namespace FeedbackBot.Host.Demo;

/// <summary>Plans thirteen weeks of cases, and those of the running week: how many, from whom, about what. The same every time.</summary>
internal sealed class PlanCases(SampleData data, DateTime firstMonday, DateTime end, double size)
{
    private const int Seed = 20_260_117;
    private const double CasesAWeek = 42;
    private const double Strangers = 0.15;
    private readonly Dictionary<string, int> _said = [];
    private readonly List<CasePlan> _plans = [];

    /// <summary>The ordinary weeks, with what the stories add.</summary>
    public void Weeks()
    {
        for (var week = 1; week <= 14; week++)
        {
            var season = new Dice(Seed, -week).Between(0.88, 1.12);
            var count = Math.Max(2, (int)Math.Round(CasesAWeek * size * season));
            for (var i = 0; i < count; i++)
            {
                Add(week, null);
            }

            foreach (var account in data.Accounts)
            {
                var extra = StoryOf(account)?.Extra.GetValueOrDefault(week) ?? 0;
                for (var i = 0; i < (int)Math.Ceiling(extra * size); i++)
                {
                    Add(week, account);
                }
            }
        }
    }

    /// <summary>What more and more customers tell of, each of them once; all ordinary cases are planned before it.</summary>
    public void Wave()
    {
        foreach (var language in data.Cases.Keys)
        {
            var (from, told) = (data.Accounts.Where(a => a.Language == language).ToList(), 0);
            foreach (var (week, customers) in data.Company.Wave.Weeks.OrderBy(w => w.Key))
            {
                for (var i = 0; i < (int)Math.Ceiling(customers * size); i++)
                {
                    var (index, account) = (_plans.Count, from[told++ % from.Count]);
                    var (dice, matter) = (new Dice(Seed, index), data.CaseOf(language, data.Company.Wave.Issue));
                    _plans.Add(Plan(dice, index, week, Moment(dice, week, account.Zone), account, language, matter, TextOf(dice, matter, account)));
                }
            }
        }
    }

    /// <summary>All that was planned and lies before the end, in order.</summary>
    public IReadOnlyList<CasePlan> Ordered() => [.. _plans.Where(p => p.At < end).OrderBy(p => p.At).ThenBy(p => p.Index)];

    /// <summary>A case of a chosen kind, for what must be there to be seen.</summary>
    public CasePlan Special(string account, string issue, string post, DateTime at, CaseCourse course)
    {
        var (dice, index) = (new Dice(Seed, 9000 + _plans.Count), 9000 + _plans.Count);
        var from = data.Accounts.First(a => a.Id == account);
        var matter = data.CaseOf(from.Language, issue);
        var plan = Plan(dice, index, 13, at, from, from.Language, matter, TextOf(dice, matter, from)) with { Post = post, Course = course };
        _plans.Add(plan);
        return plan;
    }

    /// <summary>Puts other words into a planned case.</summary>
    public void Reword(CasePlan plan, string text) => _plans[_plans.FindIndex(p => p.Index == plan.Index)] = plan with { Text = text };

    private void Add(int week, SampleAccount? told)
    {
        var index = _plans.Count;
        var dice = new Dice(Seed, index);
        var account = told ?? (dice.Chance(Strangers) ? null : dice.Weighted(data.Accounts, a => a.Weight));
        var language = account?.Language ?? (dice.Chance(0.55) ? Languages.Chinese : Languages.English);
        var at = Moment(dice, week, account?.Zone ?? (language == Languages.Chinese ? "Asia/Shanghai" : "Europe/London"));
        if (told == null && language == Languages.Chinese && dice.Chance(0.06))
        {
            var mixed = dice.One(data.Talk.Mixed);
            _plans.Add(Plan(dice, index, week, at, account, language, data.CaseOf(language, mixed.Issue), mixed.Text));
            return;
        }

        var matter = MatterOf(dice, account, language, told != null);
        _plans.Add(Plan(dice, index, week, at, account, language, matter, TextOf(dice, matter, account)));
    }

    private CasePlan Plan(Dice dice, int index, int week, DateTime at, SampleAccount? account, string language, SampleCase matter, string text)
    {
        var slots = FillSlots.Of(dice, data.Company, language, index);
        var posts = account is { IsHousehold: false } ? data.Company.Posts : data.Company.HouseholdPosts;
        var plan = new CasePlan
        {
            Index = index,
            At = at,
            Week = week,
            Language = language,
            Matter = matter,
            Text = text,
            Post = account == null ? "webchat" : dice.Weighted(posts, p => p.Value).Key,
            Account = account,
            Contact = account == null ? null : dice.One(account.Contacts),
            Slots = slots,
            Course = DrawCourse.Of(dice, matter, account, StoryOf(account), week),
        };
        return plan with { Text = plan.Fill(text) };
    }

    private SampleStory? StoryOf(SampleAccount? account) =>
        account?.Story is { } name ? data.Company.Stories.GetValueOrDefault(name) : null;

    private SampleCase MatterOf(Dice dice, SampleAccount? account, string language, bool isExtra)
    {
        var cases = data.Cases[language].Where(c => c.Texts.Exists(t => Fits(t, account))).ToList();
        return StoryOf(account) is { } story && dice.Chance(isExtra ? 0.8 : story.Prefer)
            ? dice.One(cases.Where(c => story.Issues.Contains(c.Issue)).ToList())
            : dice.Weighted(cases, c => data.Company.Issues.GetValueOrDefault(c.Issue));
    }

    /// <summary>Of the wordings that fit, one of those said least so far.</summary>
    private string TextOf(Dice dice, SampleCase matter, SampleAccount? account)
    {
        var fitting = matter.Texts.Where(t => Fits(t, account)).ToList();
        var least = fitting.Min(t => _said.GetValueOrDefault(t));
        var text = dice.One(fitting.Where(t => _said.GetValueOrDefault(t) == least).ToList());
        _said[text] = least + 1;
        return text.StartsWith("B:", StringComparison.Ordinal) || text.StartsWith("H:", StringComparison.Ordinal) ? text[2..] : text;
    }

    private static bool Fits(string text, SampleAccount? account) =>
        !text.StartsWith(account is { IsHousehold: false } ? "H:" : "B:", StringComparison.Ordinal);

    /// <summary>Most people write on working days, late in the morning or in the evening, by their own clock.</summary>
    private DateTime Moment(Dice dice, int week, string zone)
    {
        var day = dice.Weighted([0, 1, 2, 3, 4, 5, 6], d => d switch { 0 => 1.25, < 5 => 1, 5 => 0.65, _ => 0.45 });
        var hour = dice.Weighted(Enumerable.Range(7, 16).ToList(), h => h switch { 10 or 11 => 1.6, 20 or 21 => 1.2, < 9 or 22 => 0.4, _ => 1 });
        var local = firstMonday.AddDays((7 * (week - 1)) + day).AddHours(hour).AddSeconds(dice.Whole(0, 3599));
        return TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), TimeZoneInfo.FindSystemTimeZoneById(zone));
    }
}
