using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FeedbackBot.Accounts;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Themes;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.Api;

/// <summary>Who stands in for an account's owner.</summary>
public sealed record DeputiesJson(IReadOnlyList<DeputyJson> Items);

/// <summary>A member of staff.</summary>
public sealed record DeputyJson(string Email, string Name);

/// <summary>All deputies of an account from now on; an empty list is none.</summary>
public sealed record DeputiesRequest
{
    /// <summary>Required. Addresses of members of staff.</summary>
    [Required]
    public IReadOnlyList<string>? Emails { get; init; }
}

/// <summary>How an account stands, as it was concluded last; words of what is not known are null.</summary>
public sealed record StandingJson
{
    public required DateTime At { get; init; }

    [JsonConverter(typeof(Words<Quadrant>))]
    public required Quadrant? Quadrant { get; init; }

    [JsonConverter(typeof(Words<ValueCell>))]
    public required ValueCell? ValueCell { get; init; }

    /// <summary>0…1.</summary>
    public required double? Loyalty { get; init; }

    public required long CsatN { get; init; }

    /// <summary>0…1; null with too few answers.</summary>
    public required double? Csat { get; init; }

    public required double? CsatLow { get; init; }

    public required double? CsatHigh { get; init; }

    [JsonConverter(typeof(Words<Trend>))]
    public required Trend Trend { get; init; }

    /// <summary>Within 90 days.</summary>
    public required int Complaints { get; init; }

    public required int OpenComplaints { get; init; }

    public required int OverdueComplaints { get; init; }

    /// <summary>Why it is on the watch-list; empty where it is not.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    public required DateTime? WatchedSince { get; init; }

    internal static StandingJson Of(AccountStanding s) => new()
    {
        At = s.At,
        Quadrant = s.Quadrant,
        ValueCell = s.ValueCell,
        Loyalty = s.Loyalty,
        CsatN = s.CsatN,
        Csat = s.Csat,
        CsatLow = s.CsatLow,
        CsatHigh = s.CsatHigh,
        Trend = s.Trend,
        Complaints = s.Complaints,
        OpenComplaints = s.OpenComplaints,
        OverdueComplaints = s.OverdueComplaints,
        WatchedSince = s.WatchedSince,
        Reasons = [.. Enum.GetValues<WatchReasons>().Where(r => r != WatchReasons.None && s.Reasons.HasFlag(r)).Select(r => ColumnForms.Word(r))],
    };
}

/// <summary>How often and by which ways an owner is sent digests.</summary>
public sealed record DigestSettingsJson(
    [property: JsonConverter(typeof(Words<DigestRhythm>))] DigestRhythm Rhythm, bool Email, string? TeamsUrl, string? WebhookUrl, bool File)
{
    /// <summary>Whoever knows the address of a Teams webhook may post there, so only its host is told.</summary>
    internal static string? HostOnly(string? address) => address != null && Uri.TryCreate(address, UriKind.Absolute, out var uri) ? $"{uri.Scheme}://{uri.Host}/…" : null;
}

/// <summary>The same to be set; what is left out stays as it is, and an empty address ends that way.</summary>
public sealed record DigestSettingsRequest
{
    [JsonConverter(typeof(Words<DigestRhythm>))]
    public DigestRhythm? Rhythm { get; init; }

    public bool? Email { get; init; }

    [MaxLength(400)]
    public string? TeamsUrl { get; init; }

    [MaxLength(400)]
    public string? WebhookUrl { get; init; }

    public bool? File { get; init; }
}

/// <summary>What customers speak of more than before.</summary>
public sealed record ThemesJson(DateTime From, DateTime To, DateTime BaselineFrom, int CustomersNow, int CustomersBefore, int Compared, bool IsCut, IReadOnlyList<ThemeJson> Items)
{
    internal static ThemesJson Of(ThemeReport report, DateTime from, DateTime to, bool quotes) => new(
        from, to, report.BaselineFrom, report.Findings.VoicesNow, report.Findings.VoicesBefore, report.Findings.Compared, report.IsCut, [.. report.Themes.Select(t => ThemeJson.Of(t, quotes))]);
}

/// <summary>One theme: counts are of different customers, those who used it of those who wrote in its script, before each once per stretch of the length asked for.</summary>
public sealed record ThemeJson
{
    public required IReadOnlyDictionary<string, string> Name { get; init; }

    public required bool NamedByModel { get; init; }

    public required IReadOnlyList<string> Terms { get; init; }

    public required int Now { get; init; }

    public required int OfNow { get; init; }

    public required int Before { get; init; }

    public required int OfBefore { get; init; }

    public required double Ratio { get; init; }

    public required double RatioLow { get; init; }

    public required double RatioHigh { get; init; }

    public required double AdjustedP { get; init; }

    /// <summary>For keys that also have tickets:read; else empty. Personal data is covered.</summary>
    public required IReadOnlyList<ThemeQuoteJson> Quotes { get; init; }

    internal static ThemeJson Of(NamedTheme named, bool quotes) => new()
    {
        Name = new Dictionary<string, string> { [Languages.English] = named.Name.Name.En, [Languages.Chinese] = named.Name.Name.ZhHans },
        NamedByModel = named.Name.ByModel,
        Terms = named.Theme.Terms,
        Now = named.Theme.Now,
        OfNow = named.Theme.OfNow,
        Before = named.Theme.Before,
        OfBefore = named.Theme.OfBefore,
        Ratio = named.Theme.Ratio.Value,
        RatioLow = named.Theme.Ratio.Low,
        RatioHigh = named.Theme.Ratio.High,
        AdjustedP = named.Theme.Adjusted,
        Quotes = [.. (quotes ? named.Quotes : []).Select(q => new ThemeQuoteJson(q.Text, q.TicketNumber is { } number ? TicketNumber.Format(number) : null, q.At))],
    };
}

/// <summary>What one customer wrote.</summary>
public sealed record ThemeQuoteJson(string Text, string? Ticket, DateTime At);
