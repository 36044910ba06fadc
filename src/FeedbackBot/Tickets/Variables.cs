using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>What stands in braces in a prepared text, and its value on a case; any field of a case can stand there too.</summary>
public static partial class Variables
{
    public static readonly IReadOnlyList<string> Names = ["customer", "number", "agent", "team", "due", "account"];

    /// <summary>Puts the values in; where there is none, a blank that is seen and not sent. Pure.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) => Variable().Replace(
        text, found => values.GetValueOrDefault(found.Groups[1].Value) is { Length: > 0 } value ? value : Blanks.Of(found.Groups[1].Value));

    /// <summary>Names in braces that are neither ours nor among <paramref name="fields"/>. Pure.</summary>
    public static IReadOnlyList<string> Unknown(string? text, IReadOnlySet<string> fields) =>
        [.. Variable().Matches(text ?? "").Select(m => m.Groups[1].Value).Where(n => !Names.Contains(n) && !fields.Contains(n)).Distinct()];

    /// <summary>The values on a case, in the customer's language.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(FeedbackDb db, Ticket ticket, Actor by, RoutingBook.Page book, DateTime now)
    {
        var language = Languages.Interface(ticket.Language);
        var values = new Dictionary<string, string>(ticket.Fields)
        {
            ["customer"] = await db.Contacts.Where(c => c.Id == ticket.ContactId).Select(c => c.Name).FirstOrDefaultAsync() ?? "",
            ["number"] = ticket.Id,
            ["agent"] = by.Name ?? "",
            ["team"] = book.TeamOf(ticket.TeamId)?.Name.In(language) ?? "",
            ["account"] = ticket.AccountName ?? "",
            ["due"] = NextFor(ticket, now) is { } next ? LocalTime.Say(next.DueAt, next.TimeZone, language) : "",
        };
        return values;
    }

    /// <summary>What the customer can be told is due next: a promise to them that runs and can still be kept.</summary>
    private static TicketClock? NextFor(Ticket ticket, DateTime now) =>
        ticket.Clocks.Where(c => ClockName.IsForCustomer(c.Name) && c.StateAt(now) == ClockState.Running && c.DueAt > now).MinBy(c => c.DueAt);

    [GeneratedRegex(@"\{([a-zA-Z_][a-zA-Z0-9_]{0,59})\}")]
    private static partial Regex Variable();
}
