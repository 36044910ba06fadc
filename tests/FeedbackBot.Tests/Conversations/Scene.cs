using System.Globalization;
using FeedbackBot.Conversations;

namespace FeedbackBot.Tests.Conversations;

/// <summary>The lines of a transcript that say how things stand, beside what is said.</summary>
/// <remarks>
/// <c>greet</c>; <c>begin FLOW</c>; <c>identified</c> a host site vouches for the visitor; <c>open NUMBER</c> a case of theirs that is still open;
/// <c>page NEED value</c> the page says so; <c>bought NUMBER DAYS product</c> an order of the identified customer, so many days ago;
/// <c>similar IDEA</c> somebody told before; <c>code NUMBER CODE</c> on the receipt of a case filed elsewhere;
/// <c>pause</c> before the next line; <c>later HOURS</c>; <c>closed</c> nobody is at work.
/// </remarks>
internal static class Scene
{
    private static readonly DateOnly Today = new(2026, 11, 16);

    public static void Set(Visit visit, string text)
    {
        var (what, rest) = Transcript.Cut(text);
        switch (what)
        {
            case "greet": visit.Greet(); break;
            case "begin": visit.Begin(rest, "invitation-1"); break;
            case "pause": visit.Paused = true; break;
            case "later": visit.Now += TimeSpan.FromHours(double.Parse(rest, CultureInfo.InvariantCulture)); break;
            case "closed": visit.Closed = true; break;
            case "similar": visit.Similar = rest; break;
            case "code": visit.Codes[Transcript.Cut(rest).First] = Transcript.Cut(rest).After; break;
            default: visit.Known = Knows(visit.Known, what, rest); break;
        }
    }

    private static Known Knows(Known known, string what, string text)
    {
        var (name, value) = Transcript.Cut(text);
        return what switch
        {
            "identified" => known with { Identified = true, ContactName = "Lin", ChannelReachesPerson = true },
            "open" => known with { OpenTickets = [.. known.OpenTickets, name] },
            "page" => known with { Answers = new Dictionary<string, string>(known.Answers) { [name] = value } },
            "bought" => known with { Orders = [.. known.Orders, Order(name, value)], Today = Today, ChannelReachesPerson = true },
            _ => throw new FormatException($"! {what}"),
        };
    }

    private static KnownOrder Order(string number, string text)
    {
        var (days, product) = Transcript.Cut(text);
        return new(number, product, Today.AddDays(-int.Parse(days, CultureInfo.InvariantCulture)));
    }
}
