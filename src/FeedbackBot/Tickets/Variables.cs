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
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(FeedbackDb db, Ticket ticket, Actor by, RoutingBook.Page book)
    {
        var language = Languages.Interface(ticket.Language);
        var values = new Dictionary<string, string>(ticket.Fields)
        {
            ["customer"] = await db.Contacts.Where(c => c.Id == ticket.ContactId).Select(c => c.Name).FirstOrDefaultAsync() ?? "",
            ["number"] = ticket.Id,
            ["agent"] = by.Name ?? "",
            ["team"] = book.TeamOf(ticket.TeamId)?.Name.In(language) ?? "",
            ["account"] = ticket.AccountName ?? "",
            ["due"] = ticket.Clocks.Where(c => c.StoppedAt == null).MinBy(c => c.DueAt) is { } next ? LocalTime.Say(next.DueAt, next.TimeZone, language) : "",
        };
        return values;
    }

    [GeneratedRegex(@"\{([a-zA-Z_][a-zA-Z0-9_]{0,59})\}")]
    private static partial Regex Variable();
}
