using System.Globalization;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Where somebody stands among those who wait for the same people, and how long others waited lately; nothing is said of that where too few did.</summary>
/// <param name="Position">Counted from 1; 0 where it is in no line.</param>
/// <param name="AllBusy">Everybody who can come is talking with as many as they can.</param>
public sealed record PlaceInLine(int Position, WaitingTime? Lately, bool AllBusy = false)
{
    public string Say(string language)
    {
        var place = Position == 1 ? Texts.Get(language, "chat.line.next") : Texts.Get(language, "chat.line.place", ("n", Number(Position)));
        var busy = AllBusy ? Texts.Get(language, "chat.line.busy") : "";
        return place + busy + Lately switch
        {
            null => "",
            { To: <= 1 } => Texts.Get(language, "chat.line.soon"),
            var wait => Texts.Get(language, "chat.line.wait", ("from", Number(wait.From)), ("to", Number(wait.To))),
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

/// <summary>The line as it stands: who waits, in order, and who is there for each.</summary>
public sealed class LineOfChats
{
    private readonly List<(Guid Chat, Caller Caller)> _waiting;
    private readonly ChatPeople _people;

    private LineOfChats(List<(Guid, Caller)> waiting, ChatPeople people) => (_waiting, _people) = (waiting, people);

    public int Length => _waiting.Count;

    public static async Task<LineOfChats> ReadAsync(FeedbackDb db, DateTime now, CancellationToken cancellation = default)
    {
        var waiting = await db.ChatsInLine.AsNoTracking()
            .Select(c => new { c.Id, c.TicketNumber, c.Language, Team = db.Set<Ticket>().Where(t => t.Number == c.TicketNumber).Select(t => t.TeamId).FirstOrDefault() })
            .ToListAsync(cancellation);
        return new(waiting.ConvertAll(w => (w.Id, new Caller(w.TicketNumber, w.Team, w.Language))), await ChatPeople.ReadAsync(db, now, cancellation));
    }

    public bool IsAnyoneThereFor(Caller caller) => _people.WhoCanTake(caller).Count > 0;

    public bool IsAnyoneThereFor(AgentChat chat) => _waiting.Find(w => w.Chat == chat.Id) is (_, { } caller) && IsAnyoneThereFor(caller);

    /// <summary>Counted among those who wait for somebody who could take this chat too; 0 for a chat that does not wait.</summary>
    public int PlaceOf(AgentChat chat)
    {
        var at = _waiting.FindIndex(w => w.Chat == chat.Id);
        return at < 0 ? 0 : 1 + Before(_waiting[at].Caller, at);
    }

    /// <summary>The place of somebody who joins now.</summary>
    public int PlaceOf(Caller caller) => 1 + Before(caller, _waiting.Count);

    public bool IsFullFor(Caller caller) => !_people.HasRoomFor(caller);

    public bool IsFullFor(AgentChat chat) => _waiting.Find(w => w.Chat == chat.Id) is (_, { } caller) && IsFullFor(caller);

    private int Before(Caller caller, int at)
    {
        var who = _people.WhoCanTake(caller);
        return _waiting.Take(at).Count(w => _people.WhoCanTake(w.Caller).Overlaps(who));
    }
}

/// <summary>Reads how long people waited.</summary>
public static class ReadLine
{
    private const int MostWaits = 30;

    private static readonly TimeSpan Lately = TimeSpan.FromDays(14);

    /// <summary>Chats wait in working hours only, so these are waits in working hours.</summary>
    /// <param name="language">Of those who talked in it; null is all.</param>
    public static async Task<WaitingTime?> WaitingTimeAsync(this FeedbackDb db, DateTime now, string? language = null)
    {
        var since = now - Lately;
        var waits = await db.AgentChats.AsNoTracking().Where(c => c.AcceptedAt > since && (language == null || c.Language == language))
            .OrderByDescending(c => c.AcceptedAt).Take(MostWaits).Select(c => new { c.RequestedAt, c.AcceptedAt }).ToListAsync();
        return WaitingTime.Of([.. waits.Select(w => w.AcceptedAt!.Value - w.RequestedAt)]);
    }
}
