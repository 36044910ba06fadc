using System.Globalization;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Tickets;

/// <summary>What was said on a case, as far as one member of staff may read it: in its own chat, and in those of the cases that became a part of it.</summary>
/// <param name="HasEarlier">There is more in its own chat before.</param>
public sealed record CaseSaid(IReadOnlyList<Message> Own, IReadOnlyList<SaidInPart> Parts, bool HasEarlier)
{
    /// <summary>Most messages of its own chat at once.</summary>
    public const int Most = 300;

    private const int MostNews = 10;

    /// <summary>How far each chat was read: the number of the last message in its own, then part:number for the others.</summary>
    public string Seen => string.Join(' ',
        Parts.GroupBy(p => p.Part).OrderBy(p => p.Key).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}:{p.Max(m => m.Message.Sequence)}"))
            .Prepend((Own.Count == 0 ? 0 : Own[^1].Sequence).ToString(CultureInfo.InvariantCulture)));

    /// <param name="before">Only what was said before this message of its own chat.</param>
    public static async Task<CaseSaid> ReadAsync(
        FeedbackDb db, Ticket ticket, IReadOnlyList<MergedPart> parts, Guid reader, CancellationToken cancellation, int before = int.MaxValue)
    {
        var talk = await db.TalkAsync(ticket.ConversationId, reader, cancellation);
        var own = await talk.SaidOn(db.Messages.AsNoTracking(), ticket.Number).Where(m => m.Sequence < before)
            .OrderByDescending(m => m.Sequence).Take(Most + 1).ToListAsync(cancellation);
        var more = own.Count > Most;
        own = [.. own.Take(Most).Where(m => !talk.Hides(m)).Reverse()];
        return new(own, await db.MergedSaidAsync(ticket, parts, reader, cancellation), more);
    }

    /// <summary>What customers and colleagues said since, the latest of it; nothing where it is not known what was seen.</summary>
    /// <param name="seen">As <see cref="Seen"/> was when the writing began.</param>
    public IReadOnlyList<Entry> NewsSince(string? seen, Guid me)
    {
        var pieces = (seen ?? "").Split(' ');
        if (!int.TryParse(pieces[0], out var own))
        {
            return [];
        }

        var parts = pieces[1..].Select(p => p.Split(':')).Where(p => p.Length == 2 && long.TryParse(p[0], out _) && int.TryParse(p[1], out _))
            .DistinctBy(p => p[0]).ToDictionary(p => long.Parse(p[0], CultureInfo.InvariantCulture), p => int.Parse(p[1], CultureInfo.InvariantCulture));
        var sender = me.ToString();
        return
        [
            .. Own.Where(m => m.Sequence > own).Select(m => new Entry(m.SentAt, Message: m))
                .Concat(Parts.Where(p => p.Message.Sequence > parts.GetValueOrDefault(p.Part)).Select(p => new Entry(p.Message.SentAt, Message: p.Message, Part: p.Part)))
                .Where(e => e.Message!.Speaker != Speaker.Bot && e.Message.SenderId != sender)
                .OrderBy(e => e.At).TakeLast(MostNews),
        ];
    }

    /// <summary>Stops once what was written before somebody else said something: the form that comes back shows it, and has seen it.</summary>
    public static async Task StopIfNewsAsync(FeedbackDb db, long number, string seen, Viewer viewer)
    {
        var ticket = await db.Tickets.AsNoTracking().VisibleTo(db, viewer.Staff).FirstOrDefaultAsync(t => t.Number == number) ?? throw ReadTicket.Missing(number);
        var said = await ReadAsync(db, ticket, await db.PartsOfAsync(number), viewer.Staff.Id, CancellationToken.None);
        if (said.NewsSince(seen, viewer.Staff.Id).Count > 0)
        {
            throw new RuleViolation("new_messages", "Something new was said while you wrote.");
        }
    }
}
