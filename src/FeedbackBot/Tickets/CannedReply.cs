using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>A text that agents use again and again, in one language or both: one entry for all of them.</summary>
public sealed class CannedReply : IPrepared
{
    private CannedReply()
    {
    }

    public CannedReply(DateTime at) => (Id, UpdatedAt) = (Guid.CreateVersion7(at), at);

    public Guid Id { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>What one types after the slash; may be empty.</summary>
    public string Shortcut { get; private set; } = "";

    public string? ChineseText { get; private set; }

    public string? EnglishText { get; private set; }

    public Sharing Sharing { get; private set; }

    public Guid? TeamId { get; private set; }

    public Guid? OwnerId { get; private set; }

    public int Uses { get; private set; }

    public DateTime UpdatedAt { get; private set; }

    public Whose Whose => new(Sharing, TeamId, OwnerId);

    /// <summary>The variant of a language, else the one there is.</summary>
    public string In(string language) => (Languages.IsChinese(language) ? ChineseText ?? EnglishText : EnglishText ?? ChineseText) ?? "";

    public void Become(CannedText said, Whose whose, DateTime at)
    {
        (Title, Shortcut, ChineseText, EnglishText) = (said.Title, said.Shortcut, said.Chinese, said.English);
        (Sharing, TeamId, OwnerId, UpdatedAt) = (whose.Sharing, whose.TeamId, whose.OwnerId, at);
    }

    internal void Used() => Uses++;
}

/// <summary>What a prepared text says.</summary>
public sealed record CannedText(string Title, string Shortcut, string? Chinese, string? English);

/// <summary>Makes or changes a prepared text, once everything in it can be used.</summary>
public sealed class SaveCannedReply(TimeProvider time)
{
    private const int MostTitle = 120;
    private const int MostShortcut = 40;

    /// <param name="id">Null for a new one.</param>
    /// <param name="fields">The fields that cases have, which may stand in braces.</param>
    public async Task<CannedReply> RunAsync(FeedbackDb db, Guid? id, CannedText said, Whose whose, StaffMember by, IReadOnlySet<string> fields)
    {
        var checkedText = Check(said, fields);
        var now = time.GetUtcNow().UtcDateTime;
        var reply = id == null ? db.CannedReplies.Add(new(now)).Entity : await FindAsync(db, id.Value);
        if ((id != null && !reply.Whose.MayChange(by)) || !whose.MayChange(by))
        {
            throw new RuleViolation("not_yours", "Only managers change what others use too.", "sharing");
        }

        var wasOurs = id != null && reply.Whose.IsShared;
        reply.Become(checkedText, whose, now);
        if (wasOurs || whose.IsShared)
        {
            db.Audit(Actor.Of(by), now, id == null ? "canned.made" : "canned.changed", ("name", reply.Title));
        }

        return reply;
    }

    public async Task RemoveAsync(FeedbackDb db, Guid id, StaffMember by)
    {
        var reply = await FindAsync(db, id);
        if (!reply.Whose.MayChange(by))
        {
            throw new RuleViolation("not_yours", "Only managers remove what others use too.");
        }

        db.CannedReplies.Remove(reply);
        if (reply.Whose.IsShared)
        {
            db.Audit(Actor.Of(by), time.GetUtcNow().UtcDateTime, "canned.removed", ("name", reply.Title));
        }
    }

    private static CannedText Check(CannedText said, IReadOnlySet<string> fields)
    {
        var (title, shortcut) = (Required.Text(said.Title, "title", MostTitle), said.Shortcut.Trim().TrimStart('/').ToLowerInvariant());
        if (shortcut.Length > MostShortcut || shortcut.Any(char.IsWhiteSpace))
        {
            throw new RuleViolation("bad_shortcut", $"A shortcut is one word of at most {MostShortcut} characters.", "shortcut");
        }

        var (chinese, english) = (Given(said.Chinese, "chinese"), Given(said.English, "english"));
        if (chinese == null && english == null)
        {
            throw new RuleViolation("required", "Write the text in at least one language.", "english");
        }

        foreach (var (text, field) in new[] { (chinese, "chinese"), (english, "english") })
        {
            if (Variables.Unknown(text, fields) is [var unknown, ..])
            {
                throw new RuleViolation("unknown_variable", $"There is no {{{unknown}}}.", field);
            }
        }

        return new(title, shortcut, chinese, english);
    }

    private static string? Given(string? text, string field) => string.IsNullOrWhiteSpace(text) ? null : Required.Text(text, field, ReplyToTicket.MostLength);

    private static async Task<CannedReply> FindAsync(FeedbackDb db, Guid id) =>
        await db.CannedReplies.FindAsync(id) ?? throw new RuleViolation("not_found", "There is no such prepared reply.");
}

/// <summary>Gives the text of a prepared reply as it reads on a case, in the customer's language, and counts the use.</summary>
public sealed class UseCannedReply(Routing.RoutingBook routing, TimeProvider time)
{
    public async Task<string> RunAsync(FeedbackDb db, long number, Guid id, Actor by)
    {
        var ticket = await db.TicketAsync(number);
        var reply = await db.CannedReplies.FindAsync(id);
        if (reply?.Whose.IsFor(ticket, by.Id) != true)
        {
            throw new RuleViolation("unknown_reply", "This prepared reply is not there any more.", "canned");
        }

        reply.Used();
        return Variables.Fill(reply.In(ticket.Language), await Variables.OfAsync(db, ticket, by, await routing.OpenAsync(), time.GetUtcNow().UtcDateTime));
    }
}

/// <summary>The table of prepared replies.</summary>
public static class CannedReplyTables
{
    extension(FeedbackDb db)
    {
        public DbSet<CannedReply> CannedReplies => db.Set<CannedReply>();
    }
}

internal sealed class CannedReplyTable : IEntityTypeConfiguration<CannedReply>
{
    public void Configure(EntityTypeBuilder<CannedReply> builder)
    {
        builder.ToTable("canned_replies");
        builder.HasKey(r => r.Id);
        builder.Ignore(r => r.Whose);
        builder.Property(r => r.Title).HasMaxLength(120);
        builder.Property(r => r.Shortcut).HasMaxLength(40);
        builder.Property(r => r.Sharing).AsWord();
    }
}
