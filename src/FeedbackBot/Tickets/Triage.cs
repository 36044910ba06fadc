using FeedbackBot.Understanding;
using FeedbackBot.Understanding.Embedded;

namespace FeedbackBot.Tickets;

/// <summary>What a reading means for a case: its priority and its subject line.</summary>
public static class Triage
{
    private const int SubjectLength = 80;

    /// <summary>Danger to people is urgent; lawyers, regulators, money wrongly taken and stranded customers are high; ideas and praise can wait.</summary>
    public static TicketPriority PriorityOf(Urgency urgency, ReadingFlags flags, TicketKind? kind)
    {
        var demanded = UrgencyRule.Of(flags);
        return (urgency > demanded ? urgency : demanded) switch
        {
            Urgency.Critical => TicketPriority.Urgent,
            Urgency.High => TicketPriority.High,
            _ => kind is TicketKind.Praise or TicketKind.Suggestion ? TicketPriority.Low : TicketPriority.Normal,
        };
    }

    /// <summary>The kind of case for a kind of message; small talk is none.</summary>
    public static TicketKind? KindOf(FeedbackKind? kind) => kind switch
    {
        FeedbackKind.Complaint => TicketKind.Complaint,
        FeedbackKind.Suggestion => TicketKind.Suggestion,
        FeedbackKind.Praise => TicketKind.Praise,
        FeedbackKind.Question => TicketKind.Question,
        FeedbackKind.Other or null => null,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The first line or sentence, cut between characters at 80.</summary>
    public static string SubjectOf(string text)
    {
        var line = text.AsSpan().Trim();
        var end = line.IndexOfAny(['\n', '。', '!', '?', '！', '？']);
        line = end > 0 ? line[..(line[end] == '\n' ? end : end + 1)] : line;
        return line.Length <= SubjectLength ? line.ToString() : TextCleaning.Cut(line.ToString(), SubjectLength - 1) + "…";
    }

    /// <summary>Flags as the words of the outside interface, such as wants_human.</summary>
    public static IReadOnlyList<string> Words(ReadingFlags flags) => flags == ReadingFlags.None
        ? []
        : [.. Enum.GetValues<ReadingFlags>().Where(f => f != ReadingFlags.None && flags.HasFlag(f)).Select(Storage.ColumnForms.Word)];
}
