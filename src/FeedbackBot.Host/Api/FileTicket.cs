using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Api;

/// <summary>A case that another program reports, every field looked at.</summary>
public sealed record TicketToFile
{
    public TicketKind? Kind { get; init; }

    public required string Text { get; init; }

    public string? Subject { get; init; }

    public string? Language { get; init; }

    public required string ListeningPost { get; init; }

    public required ContactReference Contact { get; init; }

    public string? AccountExternalId { get; init; }

    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    public string? ExternalReference { get; init; }

    public DateTime? OccurredAt { get; init; }
}

/// <summary>A case just filed, with what its JSON needs.</summary>
public sealed record FiledTicket(Ticket Ticket, Message Said, TicketRows Rows);

/// <summary>Files a case that another program reports: contact and account found or made, a conversation with what was said, and the case.</summary>
public sealed class FileTicket(OpenTicket open, TimeProvider time)
{
    private readonly Func<FeedbackDb, string, Task<Contact?>> _findContact =
        EF.CompileAsyncQuery((FeedbackDb db, string externalId) => db.Set<Contact>().FirstOrDefault(c => c.ExternalId == externalId));

    private readonly Func<FeedbackDb, string, Task<Account?>> _findAccount =
        EF.CompileAsyncQuery((FeedbackDb db, string externalId) => db.Set<Account>().FirstOrDefault(a => a.ExternalId == externalId));

    public async Task<FiledTicket> RunAsync(FeedbackDb db, TicketToFile given, Reading reading, RoutingBook.Page book)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var language = reading.Language == "und" ? given.Language ?? "und" : reading.Language;
        var contact = await ContactAsync(db, given, now);
        var conversation = new Conversation(CreateTicketEndpoint.Channel, Guid.CreateVersion7(now).ToString("N"), contact.Id, Languages.Interface(language), now);
        db.Conversations.Add(conversation);
        var masked = PersonalData.Mask(given.Text);
        var stored = StoredReading.Write(reading);
        var said = db.Append(conversation, new(Speaker.Customer, masked) { SenderName = given.Contact.Name, Language = language, Reading = stored }, now);
        var opened = await open.RunAsync(db, Facts(given, reading, masked, stored, language, conversation, contact), contact);
        conversation.CountTicket();
        return new(opened.Ticket, said, await TicketRows.TrackedAsync(db, opened.Ticket, book));
    }

    private static NewTicket Facts(
        TicketToFile given, Reading reading, string masked, string stored, string language, Conversation conversation, Contact contact)
    {
        var kind = given.Kind ?? (reading.KindAbstained ? null : Triage.KindOf(reading.Kind?.Label));
        return new()
        {
            Kind = kind,
            Priority = Triage.PriorityOf(reading.Urgency, reading.Flags, kind),
            Subject = given.Subject == null ? Triage.SubjectOf(masked) : PersonalData.Mask(given.Subject),
            Description = masked,
            Language = language,
            Topics = [.. reading.Topics.Select(t => t.Label)],
            Sentiment = reading.Sentiment,
            Flags = reading.Flags,
            Reading = stored,
            ListeningPost = given.ListeningPost,
            Channel = CreateTicketEndpoint.Channel,
            ConversationId = conversation.Id,
            FirstSequence = conversation.LastSequence,
            ContactId = contact.Id,
            Fields = given.Fields.ToDictionary(f => f.Key, f => PersonalData.Mask(f.Value)),
            ExternalReference = given.ExternalReference,
            OccurredAt = given.OccurredAt,
        };
    }

    /// <summary>Only an external id finds a contact; an address or a number alone never does.</summary>
    private async Task<Contact> ContactAsync(FeedbackDb db, TicketToFile given, DateTime now)
    {
        var externalId = given.Contact.ExternalId;
        var contact = externalId == null ? null : await _findContact(db, externalId);
        if (contact == null)
        {
            contact = externalId == null ? new Contact(now) : Contact.WithExternalId(externalId, now);
            db.Contacts.Add(contact);
        }

        if (given.Contact is not { Name: null, Email: null, Phone: null })
        {
            contact.Update(new(given.Contact.Name, given.Contact.Email, given.Contact.Phone), now);
        }

        if (given.AccountExternalId is { } named && (await _findAccount(db, named) ?? db.Accounts.Add(new(named, now)).Entity) is var account
            && contact.AccountId != account.Id)
        {
            contact.BelongTo(account, now);
        }

        return contact;
    }
}
