using System.Globalization;
using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Demo;

/// <summary>Sets the sample company up: teams, hours, rules, promises, people, accounts and their contacts.</summary>
internal static class WriteCompany
{
    public static async Task RunAsync(FeedbackDb db, SampleData data, DateTime at)
    {
        await StartingBook.WriteAsync(db, at);
        db.Teams.AddRange(data.Company.Teams.Select(t => new Team(t.Key, new(t.Name[Languages.Chinese], t.Name[Languages.English]), at)));
        db.Calendars.AddRange(data.Company.Calendars.Select(c => new WorkCalendar(c.Name, c.Zone, HoursOf(c), at)));
        await StaffAsync(db, data.Company, at);
        await AccountsAsync(db, data, at);
    }

    /// <summary>Rules and promises point to rows that must be there.</summary>
    public static async Task RulesAsync(FeedbackDb db, SampleCompany company, DateTime at)
    {
        var teams = await db.Teams.ToDictionaryAsync(t => t.Key, t => t.Id);
        var calendars = await db.Calendars.ToDictionaryAsync(c => c.Name, c => c.Id);
        db.RoutingRules.AddRange(company.Rules.Select(r => new RoutingRule(r.Position, r.Name, ConditionsOf(r), teams[r.Team], at)));
        db.PromisePolicies.AddRange(company.Policies.Select(p =>
            new PromisePolicy(p.Position, p.Name, ConditionsOf(p), new(p.FirstResponse, p.Resolution), calendars[p.Calendar], at)));
        await DesksAsync(db, company, teams);
    }

    /// <summary>Who works in which team, and in which language.</summary>
    private static async Task DesksAsync(FeedbackDb db, SampleCompany company, Dictionary<string, Guid> teams)
    {
        foreach (var person in company.Staff.Where(p => p.Teams.Count > 0))
        {
            var email = company.EmailOf(person);
            var member = await db.Staff.SingleAsync(s => s.Email == email);
            member.Work(new([], person.Speaks is { } language ? [language] : [], member.ChatCapacity, member.CaseCapacity, null, null, null));
            db.TeamMembers.AddRange(person.Teams.Select(t => new TeamMember(teams[t], member.Id, TeamMember.FirstLine, isLead: false)));
        }
    }

    /// <summary>A, B, C by cumulative share of value: 80, 95 and 100 %.</summary>
    public static IReadOnlyDictionary<string, AccountTier> Tiers(IReadOnlyCollection<SampleAccount> accounts)
    {
        var (whole, before) = ((double)accounts.Sum(a => a.Value), 0L);
        var tiers = new Dictionary<string, AccountTier>();
        foreach (var account in accounts.OrderByDescending(a => a.Value))
        {
            tiers[account.Id] = (before / whole) switch { < 0.80 => AccountTier.A, < 0.95 => AccountTier.B, _ => AccountTier.C };
            before += account.Value;
        }

        return tiers;
    }

    private static async Task StaffAsync(FeedbackDb db, SampleCompany company, DateTime at)
    {
        foreach (var person in company.Staff)
        {
            var roles = person.Roles.Aggregate(StaffRoles.None, (all, role) => all | ColumnForms.Parse<StaffRoles>(role));
            var staff = await db.StaffOfAsync(company.EmailOf(person), person.Name, roles, at);
            staff.Update(person.Name, person.Language, person.Zone);
        }
    }

    private static async Task AccountsAsync(FeedbackDb db, SampleData data, DateTime at)
    {
        var tiers = Tiers(data.Accounts);
        foreach (var sample in data.Accounts)
        {
            var account = await db.AccountOfAsync(sample.Id, at);
            account.Update(DetailsOf(sample, data.Company.Currency), at);
            account.MoveToTier(tiers[sample.Id], at);
            account.GiveTo(await db.StaffOfAsync($"{sample.Owner}@{data.Company.Domain}", null, StaffRoles.AccountOwner, at), at);
            foreach (var person in sample.Contacts)
            {
                var contact = await db.ContactOfAsync(person.Key, at);
                contact.Update(new(person.Name, person.Mail, Language: sample.Language, TimeZone: sample.Zone), at);
                contact.BelongTo(account, at);
            }
        }
    }

    private static AccountDetails DetailsOf(SampleAccount sample, string currency) => new()
    {
        Name = sample.Name,
        AnnualValueMinor = sample.Value * 100,
        PotentialValueMinor = sample.Potential * 100,
        Currency = currency,
        CustomerSince = DateOnly.Parse(sample.Since, CultureInfo.InvariantCulture),
        OrderCount = sample.Orders,
        RelationshipLevel = ColumnForms.Parse<RelationshipLevel>(sample.Level),
        Region = sample.Region,
    };

    private static TicketConditions ConditionsOf(SampleConditions asked) => new()
    {
        Kinds = asked.Kinds,
        Topics = asked.Topics,
        Flags = asked.Flags,
        Languages = asked.Languages,
        Tiers = asked.Tiers,
        Priorities = asked.Priorities,
    };

    private static WorkHours HoursOf(SampleCalendar sample)
    {
        IReadOnlyList<WorkPeriod> weekday = [.. sample.Weekdays.Select(p => new WorkPeriod(p[0], p[1]))];
        IReadOnlyList<WorkPeriod> saturday = [.. sample.Saturdays.Select(p => new WorkPeriod(p[0], p[1]))];
        var days = sample.Closed.ToDictionary(Day, IReadOnlyList<WorkPeriod> (_) => []);
        foreach (var worked in sample.MakeUp)
        {
            days[Day(worked)] = weekday;
        }

        return new() { Week = [[], weekday, weekday, weekday, weekday, weekday, saturday], Days = days };
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
