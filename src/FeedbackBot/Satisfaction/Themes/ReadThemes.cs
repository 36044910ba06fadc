using System.Collections.Concurrent;
using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction.Themes;

/// <summary>What one customer wrote, with personal data and the customer's own name covered.</summary>
public sealed record ThemeQuote(string Text, long? TicketNumber, DateTime At);

/// <summary>A rising theme with its name and some of the words it was found in.</summary>
public sealed record NamedTheme(RisingTheme Theme, ThemeName Name, IReadOnlyList<ThemeQuote> Quotes);

/// <summary>The themes of a stretch of time.</summary>
/// <param name="BaselineFrom">Since when texts were compared with, up to the stretch itself: where the time before was cut at the bound, the oldest text that was read.</param>
/// <param name="IsCut">There were more texts than are read; of each side the newest were.</param>
public sealed record ThemeReport(ThemeFindings Findings, IReadOnlyList<NamedTheme> Themes, DateTime BaselineFrom, bool IsCut, int MinimumContacts);

/// <summary>Finds the rising themes of what customers wrote, for whoever reads them, and names them. Reads a bounded number of texts, however long the history.</summary>
public sealed class ReadThemes(NameThemes names, IOptions<ThemeOptions> options)
{
    private const int MostQuotes = 3;
    private const int LongestQuote = 160;
    private const int MostRemembered = 500;

    /// <summary>Names a model gave, by the terms they are for, so that it is asked once. Made from the terms alone: they are shown to whoever sees the same ones.</summary>
    private readonly ConcurrentDictionary<string, ThemeName> _given = new();

    private readonly ConcurrentQueue<string> _oldest = new();

    public async Task<ThemeReport> RunAsync(FeedbackDb db, ThemeScope scope, CancellationToken cancellation = default)
    {
        var (most, length) = (options.Value.MostTexts, (scope.To - scope.From) * options.Value.BaselinePeriods);
        var since = scope.From - DateTime.UnixEpoch < length ? DateTime.UnixEpoch : scope.From - length;
        var now = await ReadThemeTexts.RunAsync(db, scope, scope.From, scope.To, most);
        var before = await ReadThemeTexts.RunAsync(db, scope, since, scope.From, most);
        var staff = await db.Staff.AsNoTracking().Select(s => s.Name).ToListAsync(cancellation);
        List<ThemeText> texts = [.. now, .. before];
        var found = RisingThemes.Find(texts, options.Value.MinimumContacts, staff);
        var quotes = await QuotesAsync(db, found.Themes, texts, staff, cancellation);
        var named = await NamesAsync(found.Themes, cancellation);
        return new(
            found, [.. found.Themes.Select((theme, i) => new NamedTheme(theme, named[i], quotes[i]))], before.Count == most ? before[^1].At : since,
            now.Count == most || before.Count == most, options.Value.MinimumContacts);
    }

    private async Task<IReadOnlyList<ThemeName>> NamesAsync(IReadOnlyList<RisingTheme> themes, CancellationToken cancellation)
    {
        var groups = themes.Select(t => new ThemeGroup(string.Join('|', t.Terms), t.Terms, [])).ToArray();
        ThemeGroup[] unknown = [.. groups.Where(g => !_given.ContainsKey(g.Key))];
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(options.Value.NameSeconds));
        var named = await names.RunWithinAsync(unknown, deadline.Token, cancellation);
        foreach (var name in named.Where(n => n.ByModel))
        {
            Remember(name);
        }

        var given = named.ToDictionary(n => n.Key);
        return [.. groups.Select(g => _given.GetValueOrDefault(g.Key) ?? given[g.Key])];
    }

    private void Remember(ThemeName name)
    {
        if (_given.TryAdd(name.Key, name))
        {
            _oldest.Enqueue(name.Key);
        }

        while (_oldest.Count > MostRemembered && _oldest.TryDequeue(out var oldest))
        {
            _given.TryRemove(oldest, out _);
        }
    }

    /// <summary>For each theme up to three, of different customers, rather whole sentences than scraps.</summary>
    private static async Task<IReadOnlyList<ThemeQuote>[]> QuotesAsync(
        FeedbackDb db, IReadOnlyList<RisingTheme> themes, IReadOnlyList<ThemeText> texts, IReadOnlyList<string> staff, CancellationToken cancellation)
    {
        var chosen = themes.Select(t => t.Texts.Select(i => texts[i]).OrderBy(q => q.Text.Length is >= 8 and <= LongestQuote ? 0 : 1).DistinctBy(q => q.Customer).Take(MostQuotes).ToArray()).ToArray();
        var cover = new NameCover(staff);
        var ids = chosen.SelectMany(q => q).Select(q => q.ContactId).OfType<Guid>().Distinct().ToArray();
        var customers = await db.Contacts.AsNoTracking().Where(c => ids.Contains(c.Id) && c.Name != null).ToDictionaryAsync(c => c.Id, c => c.Name!, cancellation);
        return [.. chosen.Select(some => (IReadOnlyList<ThemeQuote>)[.. some.Select(q => Quote(q, cover, q.ContactId is { } id ? customers.GetValueOrDefault(id) : null))])];
    }

    private static ThemeQuote Quote(ThemeText text, NameCover staff, string? customer)
    {
        var covered = staff.Cover(PersonalData.Cover(text.Text, PersonalData.Find(text.Text)));
        covered = customer == null ? covered : new NameCover([customer]).Cover(covered);
        return new(TextCleaning.Cut(covered.ReplaceLineEndings(" "), LongestQuote), text.TicketNumber, text.At);
    }
}
