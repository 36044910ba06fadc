using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole.Layout;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>One line of the palette: a page to go to, or something on the present page to press.</summary>
/// <param name="Press">A selector of what is pressed or focused on the page one is on.</param>
public sealed record PaletteItem(string Group, string Text, string? Href = null, string? Press = null, string? Hint = null);

/// <summary>The palette's list: views, a case by its number, cases by words, accounts, colleagues, and what can be done on the present page.</summary>
public static class PalettePages
{
    public const string Path = "/console/palette";
    private const int MostOfAKind = 5;

    public static void Map(RouteGroupBuilder console) => console.MapGet("/palette", ListAsync);

    private static async Task<IResult> ListAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        var viewer = http.Viewer();
        var words = http.Request.Query["q"].ToString().Trim();
        words = words.Length > 100 ? words[..100] : words;
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var places = Fixed(viewer, http.Request.Headers["HX-Current-URL"].ToString().Contains("/console/tickets/", StringComparison.Ordinal))
            .Where(i => i.Text.Contains(words, StringComparison.CurrentCultureIgnoreCase)).ToLookup(i => Begins(i.Text, words));
        List<PaletteItem> items =
        [
            .. places[true],
            .. words.Length == 0 ? [] : await CasesAsync(db, viewer, words, http.RequestAborted),
            .. places[false],
            .. words.Length == 0 ? [] : await PeopleAndAccountsAsync(db, viewer, words, http.RequestAborted),
        ];
        return Pages.Page<PaletteList>(("Viewer", viewer), ("Items", items));
    }

    /// <summary>Whoever types the beginning of a page's name means the page; letters inside a word may mean a case.</summary>
    private static bool Begins(string text, string words) =>
        text.StartsWith(words, StringComparison.CurrentCultureIgnoreCase) || text.Contains(" " + words, StringComparison.CurrentCultureIgnoreCase);

    private static IEnumerable<PaletteItem> Fixed(Viewer viewer, bool onCase)
    {
        var texts = viewer.Texts;
        if (onCase && viewer.Works)
        {
            yield return new("action", texts["keys.reply"], Press: "[data-key=reply], label[for=tab-reply]", Hint: "r");
            yield return new("action", texts["keys.note"], Press: "label[for=tab-note]", Hint: "n");
            yield return new("action", texts["keys.end"], Press: "label[for=tab-end]", Hint: "e");
            yield return new("action", texts["keys.take"], Press: "button[name=take]", Hint: "t");
            yield return new("action", texts["keys.print"], Press: "a.print-link", Hint: "p");
        }

        foreach (var view in QueueView.All)
        {
            yield return new("view", texts["view." + view.Name], new QueueFilter { View = view }.Address(QueuePages.Path));
        }

        yield return new("view", texts["view.by_account"], QueuePages.AccountsPath);
        foreach (var place in Places.PartsOf(viewer).Where(p => p.Key != Places.Settings).Concat(Places.SettingsOf(viewer)))
        {
            yield return new("page", texts[place.Text], place.Path);
        }

        yield return new("page", texts["keys"], Press: "#keys", Hint: "?");
    }

    private static async Task<IEnumerable<PaletteItem>> CasesAsync(FeedbackDb db, Viewer viewer, string words, CancellationToken cancellation)
    {
        var visible = db.Tickets.AsNoTracking().VisibleTo(db, viewer.Staff);
        var number = TicketNumber.Parse(words) ?? 0;
        var found = await visible.Where(t => t.Number == number).Select(t => new { t.Number, t.Subject }).ToListAsync(cancellation);
        var filter = new QueueFilter { Q = words };
        var numbers = await Paging.NumbersAsync(db, filter, tickets => tickets.VisibleTo(db, viewer.Staff), MostOfAKind, cancellation);
        found.AddRange(await visible.Where(t => numbers.Contains(t.Number) && t.Number != number).OrderByDescending(t => t.Number).Select(t => new { t.Number, t.Subject }).ToListAsync(cancellation));
        return found.Select(t => new PaletteItem("case", $"{TicketNumber.Format(t.Number)} {t.Subject}", TicketPages.PathOf(t.Number)))
            .Append(new("case", viewer.Texts.Fill("palette.search", ("words", words)), filter.Address(QueuePages.Path)));
    }

    private static async Task<IEnumerable<PaletteItem>> PeopleAndAccountsAsync(FeedbackDb db, Viewer viewer, string words, CancellationToken cancellation)
    {
        var pattern = $"%{words.ToLowerInvariant().Replace("\\", "", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        var accounts = await db.Accounts.AsNoTracking().VisibleTo(viewer.Staff).Where(a => EF.Functions.Like(a.Name.ToLower(), pattern, "\\"))
            .OrderBy(a => a.Name).Take(MostOfAKind).Select(a => new { a.Name, a.ExternalId }).ToListAsync(cancellation);
        var people = await db.Staff.AsNoTracking().Where(s => EF.Functions.Like(s.Name.ToLower(), pattern, "\\"))
            .OrderBy(s => s.Name).Take(MostOfAKind).Select(s => new { s.Name, s.Id }).ToListAsync(cancellation);
        return accounts.Select(a => new PaletteItem("account", a.Name, "/console/accounts/" + Uri.EscapeDataString(a.ExternalId)))
            .Concat(people.Select(p => new PaletteItem("colleague", p.Name, new QueueFilter { Assignee = p.Id.ToString() }.Address(QueuePages.Path))));
    }
}
