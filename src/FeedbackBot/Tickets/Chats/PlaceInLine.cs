using System.Globalization;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Where somebody stands in the line, and how long others waited lately; nothing is said of that where too few did.</summary>
/// <param name="Position">Counted from 1.</param>
public sealed record PlaceInLine(int Position, WaitingTime? Lately)
{
    public string Say(string language)
    {
        var place = Position == 1 ? Texts.Get(language, "chat.line.next") : Texts.Get(language, "chat.line.place", ("n", Number(Position)));
        return Lately switch
        {
            null => place,
            { To: <= 1 } => place + Texts.Get(language, "chat.line.soon"),
            var wait => place + Texts.Get(language, "chat.line.wait", ("from", Number(wait.From)), ("to", Number(wait.To))),
        };
    }

    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A waiting time as a range of whole minutes.</summary>
public sealed record WaitingTime(int From, int To)
{
    /// <summary>Fewer waits than this say nothing about the next.</summary>
    public const int Fewest = 5;

    /// <summary>From the lower to the upper quartile around the median of <paramref name="waits"/>; null where there are too few.</summary>
    public static WaitingTime? Of(IReadOnlyCollection<TimeSpan> waits)
    {
        if (waits.Count < Fewest)
        {
            return null;
        }

        var sorted = waits.Order().ToList();
        var from = Math.Max(1, (int)sorted[(sorted.Count - 1) / 4].TotalMinutes);
        var to = (int)Math.Ceiling(sorted[(sorted.Count * 3 - 1) / 4].TotalMinutes);
        return to <= 1 ? new(1, 1) : new(from, Math.Max(to, from + 1));
    }
}

/// <summary>Reads the line.</summary>
public static class ReadLine
{
    private const int MostWaits = 30;

    private static readonly TimeSpan Lately = TimeSpan.FromDays(14);

    /// <summary>The place of a chat in the line; last where it is not stored yet.</summary>
    public static async Task<PlaceInLine> PlaceAsync(this FeedbackDb db, AgentChat chat, DateTime now)
    {
        var line = await db.ChatsInLine.Select(c => c.Id).ToListAsync();
        var at = line.IndexOf(chat.Id);
        return new(at < 0 ? line.Count + 1 : at + 1, await db.WaitingTimeAsync(now));
    }

    /// <summary>Chats wait in working hours only, so these are waits in working hours.</summary>
    public static async Task<WaitingTime?> WaitingTimeAsync(this FeedbackDb db, DateTime now)
    {
        var since = now - Lately;
        var waits = await db.AgentChats.AsNoTracking().Where(c => c.AcceptedAt > since)
            .OrderByDescending(c => c.AcceptedAt).Take(MostWaits).Select(c => new { c.RequestedAt, c.AcceptedAt }).ToListAsync();
        return WaitingTime.Of([.. waits.Select(w => w.AcceptedAt!.Value - w.RequestedAt)]);
    }
}
