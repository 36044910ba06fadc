using System.Globalization;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Host.Api;

/// <summary>Puts a case into its JSON, its sentences in the caller's language.</summary>
public static class TicketForm
{
    public static TicketJson Row(Ticket ticket, TicketRows rows, string language, DateTime now)
    {
        var assignee = rows.Member(ticket.AssigneeId);
        return new()
        {
            Number = ticket.Id,
            Kind = ticket.Kind,
            Status = ticket.Status,
            Priority = ticket.Priority,
            Subject = ticket.Subject,
            Description = ticket.Description,
            Summary = ticket.Summary,
            Topics = ticket.Topics,
            Sentiment = ticket.SentimentLabel is { } label ? new(label, ticket.SentimentValue ?? 0) : null,
            Flags = Triage.Words(ticket.Flags),
            Language = ticket.Language,
            ListeningPost = ticket.ListeningPost,
            Channel = ticket.Channel,
            Fields = ticket.Fields,
            Contact = rows.ContactOf(ticket),
            Account = rows.AccountOf(ticket),
            Team = rows.TeamOf(ticket),
            Assignee = assignee?.Email,
            AssigneeName = assignee?.Name,
            Routing = Routing(ticket, language),
            Clocks = [.. ticket.Clocks.OrderBy(c => c.DueAt).Select(c => Clock(c, rows, language, now))],
            Tags = ticket.Tags,
            ExternalReference = ticket.ExternalReference,
            Cause = ticket.Cause,
            Remedy = ticket.Remedy,
            Responsibility = ticket.Responsibility,
            MergedInto = ticket.MergedInto is { } into ? TicketNumber.Format(into) : null,
            ReopenCount = ticket.ReopenCount,
            Voices = ticket.Voices,
            OccurredAt = ticket.OccurredAt,
            CreatedAt = ticket.CreatedAt,
            UpdatedAt = ticket.UpdatedAt,
            FirstRespondedAt = ticket.FirstRespondedAt,
            ResolvedAt = ticket.ResolvedAt,
            ConversationId = ticket.ConversationId,
        };
    }

    /// <summary>The row and all that belongs to the case; copied field by field, for a record cannot be widened.</summary>
    public static TicketDetailJson Detail(
        TicketJson row, IEnumerable<Message> messages, IEnumerable<TicketEvent> events, IEnumerable<TicketNote> notes, IEnumerable<TicketLink> links, IEnumerable<Commitment> commitments, IEnumerable<SaidInPart> merged, Reading? reading) => new()
        {
            Number = row.Number,
            Kind = row.Kind,
            Status = row.Status,
            Priority = row.Priority,
            Subject = row.Subject,
            Description = row.Description,
            Summary = row.Summary,
            Topics = row.Topics,
            Sentiment = row.Sentiment,
            Flags = row.Flags,
            Language = row.Language,
            ListeningPost = row.ListeningPost,
            Channel = row.Channel,
            Fields = row.Fields,
            Contact = row.Contact,
            Account = row.Account,
            Team = row.Team,
            Assignee = row.Assignee,
            AssigneeName = row.AssigneeName,
            Routing = row.Routing,
            Clocks = row.Clocks,
            Tags = row.Tags,
            ExternalReference = row.ExternalReference,
            Cause = row.Cause,
            Remedy = row.Remedy,
            Responsibility = row.Responsibility,
            MergedInto = row.MergedInto,
            ReopenCount = row.ReopenCount,
            Voices = row.Voices,
            OccurredAt = row.OccurredAt,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
            FirstRespondedAt = row.FirstRespondedAt,
            ResolvedAt = row.ResolvedAt,
            ConversationId = row.ConversationId,
            Messages = [.. messages.Select(Said).Concat(merged.Select(m => Said(m.Message) with { MergedFrom = TicketNumber.Format(m.Part) })).OrderBy(m => m.SentAt)],
            Events = [.. events.Select(e => new EventJson(e.Code, e.Arguments, new(e.ActorKind, e.ActorId, e.ActorName), e.At))],
            Notes = [.. notes.Select(Note)],
            Links = [.. links.Select(Link)],
            Commitments = [.. commitments.Select(c => new CommitmentJson(c.Id, c.Kind, c.Text, Money.Amount(c.Amount, c.Currency), c.Currency, c.DueAt, c.DoneAt, c.BrokenAt != null))],
            Reading = reading == null ? null : ReadingForm.Of(reading),
        };

    public static MessageJson Said(Message message) => new(
        message.Sequence, message.Speaker, message.Ticket == null ? message.Text : ReceiptCode.Hide(message.Text), message.Language, message.SenderName, message.Step, message.Ticket,
        message.Extras?.Attachments is { } files ? [.. files.Select(f => new AttachmentJson(f.Id, f.Name, f.ContentType, f.Size))] : [],
        message.SentAt);

    public static NoteJson Note(TicketNote note) => new(note.Id, note.Text, note.AuthorName, note.At);

    public static LinkJson Link(TicketLink link) => new(TicketNumber.Format(link.FromNumber), TicketNumber.Format(link.ToNumber), link.Type, link.At);

    private static RoutingJson Routing(Ticket ticket, string language)
    {
        var key = ticket.RoutingRule == Router.DefaultRule ? "routing.default" : ticket.RoutingReason.Count == 0 ? "routing.always" : "routing.rule";
        var reason = ApiTexts.Get(language, key, ("rule", ticket.RoutingRule), ("conditions", string.Join(", ", ticket.RoutingReason)));
        return new(ticket.RoutingRule, reason, ticket.RoutingReason);
    }

    private static ClockJson Clock(TicketClock clock, TicketRows rows, string language, DateTime now)
    {
        var sentence = PromiseSentence.Say(clock, rows.PausesOf(clock), rows.CalendarOf(clock), language);
        return new(clock.Name, clock.StartedAt, clock.DueAt, clock.StoppedAt, clock.StateAt(now), $"{PromiseSentence.NameOf(clock.Name, language)}: {sentence}");
    }
}
