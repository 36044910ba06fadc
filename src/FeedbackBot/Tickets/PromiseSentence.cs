using System.Globalization;
using FeedbackBot.Routing;
using FeedbackBot.Storage;

namespace FeedbackBot.Tickets;

/// <summary>Explains a due date in one sentence: what was promised, from when, by which calendar, and what moved it. Pure.</summary>
public static class PromiseSentence
{
    private static readonly TextFile Words = new(typeof(PromiseSentence).Assembly, "FeedbackBot.Tickets.Texts.promises.");

    /// <summary>All wording about promises, for tests.</summary>
    public static IReadOnlyDictionary<string, string> Texts(string language) => Words.In(language);

    public static string Get(string language, string key, params ReadOnlySpan<(string Name, string Value)> facts) => Words.Get(language, key, facts);

    /// <param name="pauses">The ledger of the clock.</param>
    /// <param name="calendar">The calendar's version it counts by; without one, pauses are told in time by the clock.</param>
    /// <param name="zone">Null is the calendar's own.</param>
    public static string Say(TicketClock clock, IReadOnlyList<Pause> pauses, WorkCalendar? calendar, string language, string? zone = null)
    {
        var where = zone ?? clock.TimeZone;
        var pack = RegulatoryPacks.OfClock(clock.Name)?.Pack;
        var by = Get(language, pack == null ? "by.policy" : "by.pack",
            ("calendar", Named(language, "calendar", clock.Calendar)), ("zone", clock.TimeZone),
            ("policy", pack?.Name.In(language) ?? Named(language, "policy", clock.Policy)), ("version", Digits(clock.PolicyVersion)));
        return Get(language, clock.Target.IsInDays ? "sentence.days" : "sentence.time",
            ("target", Promised(new(clock.TargetAmount, clock.Unit), language)),
            ("start", Moment(clock.StartedAt, where, language)),
            ("by", by),
            ("day_off", clock.DayOff == DayOffRule.Stays ? "" : Get(language, "day_off." + ColumnForms.Word(clock.DayOff))),
            ("extended", Extended(clock, language)),
            ("paused", Paused(clock, pauses, calendar, where, language)),
            ("due", Moment(clock.DueAt, where, language)));
    }

    /// <summary>What a target promises: 4 working hours, end of working day 5.</summary>
    public static string Promised(Target target, string language)
    {
        if (target.IsInDays)
        {
            var key = "target." + ColumnForms.Word(target.Unit);
            return Get(language, target.Amount == 1 ? key + ".1" : key, ("n", Digits(target.Amount)));
        }

        var family = target.Unit == TargetUnit.WorkingMinutes ? "target.working." : "target.";
        var (hours, minutes) = Math.DivRem(target.Amount, 60);
        return (hours, minutes) switch
        {
            (0, _) => Get(language, family + "minutes", ("n", Digits(minutes))),
            (1, 0) => Get(language, family + "hour"),
            (_, 0) => Get(language, family + "hours", ("n", Digits(hours))),
            _ => Get(language, family + "hours_minutes", ("h", Digits(hours)), ("m", Digits(minutes))),
        };
    }

    /// <summary>A clock's name in words.</summary>
    public static string NameOf(string clock, string language) => RegulatoryPacks.OfClock(clock) is { } found
        ? Get(language, "clock.pack", ("pack", found.Pack.Name.In(language)), ("step", found.Step.Name.In(language)))
        : Named(language, "clock", ClockName.FamilyOf(clock));

    /// <summary>Day of the week, date and time.</summary>
    public static string Moment(DateTime utc, string zone, string language)
    {
        var culture = CultureInfo.GetCultureInfo(Languages.IsChinese(language) ? "zh-CN" : "en-GB");
        var local = LocalTime.Of(utc, zone);
        var (date, time) = (LocalTime.Say(DateOnly.FromDateTime(local), language), local.ToString("HH:mm", CultureInfo.InvariantCulture));
        return Get(language, "moment", ("weekday", local.ToString("ddd", culture)), ("date", date)) + " " + time;
    }

    private static string Extended(TicketClock clock, string language) => clock.Extension == 0 ? "" : Get(language, "extended",
        ("amount", Get(language, clock.Target.IsInDays ? "extended.days" : "extended.minutes", ("n", Digits(clock.Extension)))),
        ("reason", clock.ExtensionReason ?? ""));

    private static string Paused(TicketClock clock, IReadOnlyList<Pause> pauses, WorkCalendar? calendar, string zone, string language)
    {
        var spans = pauses.Where(p => p.To > clock.StartedAt && p.From < clock.DueAt)
            .GroupBy(p => p.Why)
            .Select(g => (Why: g.Key, Time: g.Aggregate(TimeSpan.Zero, (sum, p) => sum + Length(clock, p, calendar))))
            .Where(s => s.Time >= TimeSpan.FromMinutes(1))
            .Select(s => Get(language, "paused.one", ("span", Span(s.Time, language)), ("why", Get(language, "why." + s.Why))))
            .ToList();
        var past = spans.Count == 0 ? "" : Get(language, "paused", ("spans", string.Join(Get(language, "and"), spans)));
        return past + (clock.PausedAt is { } at ? Get(language, "paused.now", ("at", Moment(at, zone, language)), ("why", Get(language, "why." + clock.PausedWhy))) : "");
    }

    private static TimeSpan Length(TicketClock clock, Pause pause, WorkCalendar? calendar)
    {
        var from = pause.From > clock.StartedAt ? pause.From : clock.StartedAt;
        return clock.Unit is TargetUnit.WorkingMinutes or TargetUnit.WorkingDays && calendar != null
            ? DueDate.WorkingTime(from, pause.To, calendar.Hours, calendar.Zone)
            : pause.To - from;
    }

    private static string Span(TimeSpan span, string language)
    {
        var (hours, minutes) = ((int)span.TotalHours, span.Minutes);
        return (hours, minutes) switch
        {
            (0, _) => Get(language, "span.minutes", ("m", Digits(minutes))),
            (_, 0) => Get(language, "span.hours", ("h", Digits(hours))),
            _ => Get(language, "span.hours_minutes", ("h", Digits(hours)), ("m", Digits(minutes))),
        };
    }

    /// <summary>A site's own names are said as they are.</summary>
    private static string Named(string language, string family, string name) => Words.In(language).GetValueOrDefault($"{family}.{name}", name);

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
