using System.Globalization;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;

namespace FeedbackBot.Satisfaction;

/// <summary>The sentences of one digest; both its forms, text and HTML, are made of them.</summary>
internal sealed class DigestWords
{
    /// <summary>Most complaints listed for one account; the rest are on its page.</summary>
    public const int MostComplaints = 5;

    private const int MostQuietNames = 20;
    private readonly DigestTexts _texts;
    private readonly DigestFacts _facts;
    private readonly TimeZoneInfo _zone;
    private readonly string _baseUrl;

    public DigestWords(DigestFacts facts, string baseUrl)
    {
        (_facts, _baseUrl, _texts) = (facts, baseUrl, DigestTexts.In(facts.Owner.Language));
        _zone = LocalTime.Zone(facts.Owner.TimeZone);
        News = [.. facts.Accounts.Where(a => a.HasNews)];
        Quiet = [.. facts.Accounts.Where(a => !a.HasNews)];
        Watch = new(facts, _texts, Date);
        Themes = new(facts, _texts, baseUrl);
    }

    public DigestWatchText Watch { get; }

    public Themes.DigestThemeText Themes { get; }

    public IReadOnlyList<AccountFacts> News { get; }

    public IReadOnlyList<AccountFacts> Quiet { get; }

    public string Language => _texts.Language;

    public string Subject => Fill(News.Count == 0 ? "subjectQuiet" : "subject", ("period", _facts.Period.Name), ("news", News.Count));

    public string Greeting => _texts.Fill("greeting", ("name", _facts.Owner.Name));

    public string Intro => Fill(
        "intro", ("period", _facts.Period.Name), ("from", Date(_facts.FirstDay)), ("to", Date(_facts.LastDay)),
        ("accounts", _facts.Accounts.Count), ("news", News.Count));

    /// <summary>Null where it goes to the owner.</summary>
    public string? InPlaceOf => _facts.InPlaceOf is { } owner ? _texts.Fill("inPlaceOf", ("owner", owner)) : null;

    /// <summary>Null once the period is over.</summary>
    public string? Interim => _facts.At < _facts.Period.To ? Fill("interim", ("at", Time(_facts.At))) : null;

    public string Footer => _texts.Fill("footer", ("minimum", _facts.MinimumAnswers));

    /// <summary>How NPS and CES are counted; null where the digest tells neither.</summary>
    public string? FooterOfOthers => News.Any(a => a.Others.Count > 0) ? _texts["footerOthers"] : null;

    public string TimeZone => _texts.Fill("timeZone", ("zone", _zone.Id));

    /// <summary>The digest's own page, where there is one.</summary>
    public string ConsoleUrl => _facts.DigestId is { } id ? $"{_baseUrl}/console/digests/{id}" : $"{_baseUrl}/console";

    public string OpenConsole => this[_facts.DigestId == null ? "openConsole" : "openDigest"];

    public string this[string key] => Fill(key, ("weeks", _facts.TrendWeeks));

    public string Tier(AccountFacts account) => _texts.Fill("tier", ("tier", account.Tier));

    public string AccountUrl(AccountFacts account) => $"{_baseUrl}/console/accounts/{Uri.EscapeDataString(account.ExternalId)}";

    public string TicketUrl(long number) => $"{_baseUrl}/console/tickets/{TicketNumber.Format(number)}";

    /// <summary>80 %, or why there is no figure.</summary>
    public string Figure(Score score) => score switch
    {
        { Value: { } value } => Value(score.Metric, value),
        { N: 0 } => _texts["scoreNone"],
        _ => _texts.Fill("scoreFew", ("n", score.N)),
    };

    /// <summary>How many answers, and the interval; null where there is no figure.</summary>
    public string? Detail(Score score) => score is { Low: { } low, High: { } high }
        ? _texts.Fill(score.Metric == Metric.Nps ? "scoreDetail.nps" : "scoreDetail", ("n", score.N), ("low", Value(score.Metric, low)), ("high", Value(score.Metric, high)))
        : null;

    /// <summary>A name and what it is, on one line.</summary>
    public string Labelled(string name, string value) => _texts.Fill("labelled", ("name", name), ("value", value));

    /// <summary>Figure and detail on one line.</summary>
    public string InOneLine(Score score) => Detail(score) is { } detail
        ? _texts.Fill("detailed", ("value", Figure(score)), ("detail", detail))
        : Figure(score);

    /// <summary>The period's figures beside CSAT, a line each.</summary>
    public IEnumerable<string> Others(AccountFacts account) => account.Others.Select(s => Labelled(this[$"scorePeriod.{ColumnForms.Word(s.Metric)}"], InOneLine(s)));

    /// <summary>Null where there is no longer figure that could have moved.</summary>
    public string? TrendOf(AccountFacts account) => account.Recent.Value == null ? null : this[$"trend.{ColumnForms.Word(account.Trend)}"];

    /// <summary>Status, promise, and whether it was broken.</summary>
    public IEnumerable<string> Standing(ComplaintFacts complaint) =>
    [
        .. complaint.IsNew ? [this["complaintNew"]] : Array.Empty<string>(),
        _texts[$"status.{ColumnForms.Word(complaint.Status)}"],
        .. complaint is { IsOpen: true, Promise: { } promise, DueAt: { } due }
            ? [_texts.Fill($"promise.{promise}", ("due", Time(due)))]
            : Array.Empty<string>(),
    ];

    /// <summary>Null where the promise still holds.</summary>
    public string? Overdue(ComplaintFacts complaint) => complaint.IsOverdueAt(_facts.At) ? _texts["overdue"] : null;

    public string? MoreComplaints(AccountFacts account) => account.Complaints.Count > MostComplaints
        ? _texts.Fill("moreComplaints", ("n", account.Complaints.Count - MostComplaints))
        : null;

    public string Rating(LowRating rating) => _texts.Fill($"lowRating.{ColumnForms.Word(rating.Metric)}", ("value", rating.Value), ("of", rating.ScaleHigh));

    public string Reason(LowRating rating) => rating.Reason == null ? _texts["noReason"] : _texts.Fill("quote", ("reason", rating.Reason));

    public string Next(AccountFacts account) => _texts[$"next.{ColumnForms.Word(NextSteps.For(account, _facts.At))}"];

    /// <summary>Null where every account has news.</summary>
    public string? QuietAccounts()
    {
        var names = string.Join(_texts["listSeparator"], Quiet.Take(MostQuietNames).Select(a => a.Name));
        return Quiet.Count == 0 ? null : Fill(
            "quiet", ("n", Quiet.Count), ("names", Quiet.Count > MostQuietNames ? _texts.Fill("quietMore", ("names", names)) : names));
    }

    internal string Fill(string key, params ReadOnlySpan<(string Name, object Value)> values) => _texts.Fill(_texts.KeyFor(_facts.Period.Length, key), values);

    /// <summary>A share, or for NPS a number with its sign.</summary>
    private static string Value(Metric metric, double value) =>
        metric == Metric.Nps ? value.ToString("+0;−0;0", CultureInfo.InvariantCulture) : (value * 100).ToString("0", CultureInfo.InvariantCulture) + "%";

    private string Date(DateOnly day) => day.ToString(_texts["date"], CultureInfo.InvariantCulture);

    private string Time(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, _zone).ToString(_texts["dateTime"], CultureInfo.InvariantCulture);
}
