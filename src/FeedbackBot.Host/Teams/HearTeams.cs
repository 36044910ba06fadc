using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Host.Chat;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Teams;

/// <summary>Takes what is said, pressed and installed in Teams. Answers are not given here: they are pushed once they are stored.</summary>
public sealed class HearTeams(
    StartConversation start, KeepReference keep, TakeTurn take, AnswerCard answer, UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, TimeProvider time)
{
    /// <summary>One message; one heard before has no second effect, so that a channel that asks again does no harm.</summary>
    public async Task SayAsync(ReceivedActivity activity, Place place, CancellationToken cancellation)
    {
        if (CardAnswer.Read(activity.Value) is { } pressed && string.IsNullOrWhiteSpace(activity.Text))
        {
            // An older client posts a card's button as a message.
            await answer.RunAsync(place, pressed, cancellation);
            return;
        }

        await OpenAsync(place, cancellation);
        var said = TeamsWords.Plain(activity.Text, activity.Entities, activity.Recipient?.Id);
        var files = activity.Attachments?.Where(a => a.IsFile).ToList() ?? [];
        if (said.Length > 0 || files.Count == 0 || await HasAgentAsync(place, cancellation))
        {
            var names = said.Length > 0 ? said : string.Join('\n', files.Select(f => $"📎 {f.Name}"));
            await take.RunAsync(place.Says(Short(activity.Id), names), cancellation);
        }

        if (files.Count > 0)
        {
            await unit.RunAsync(db => TellOfFilesAsync(db, activity, place), cancellation);
        }
    }

    /// <summary>The bot was installed: one person is greeted; a group or team is told once, in their thread, and nobody in it by themselves.</summary>
    public async Task JoinAsync(Place place, CancellationToken cancellation)
    {
        if (place.Facts.Scope == ConversationScope.Personal)
        {
            await OpenAsync(place, cancellation);
            return;
        }

        await unit.RunAsync(db => WelcomeAsync(db, place), cancellation);
        await keep.RunAsync(Conversation.Teams, place.Key, place.Facts, cancellation);
    }

    public Task LeaveAsync(string threadId, CancellationToken cancellation) => keep.CloseAsync(threadId, cancellation);

    private async Task OpenAsync(Place place, CancellationToken cancellation)
    {
        if (await keep.RunAsync(Conversation.Teams, place.Key, place.Facts, cancellation) == null)
        {
            await start.RunAsync(Conversation.Teams, place.Key, place.Locale, place.Identity, cancellation, isShared: place.Facts.Scope != ConversationScope.Personal);
            await keep.RunAsync(Conversation.Teams, place.Key, place.Facts, cancellation);
        }
    }

    /// <summary>Spoken to nobody in particular, so it carries no buttons: they are for one person.</summary>
    private async Task WelcomeAsync(FeedbackDb db, Place place)
    {
        if (await db.Conversations.AnyAsync(c => c.Channel == Conversation.Teams && c.Key == place.Key))
        {
            return;
        }

        var (now, language) = (time.GetUtcNow().UtcDateTime, Languages.Interface(place.Locale));
        var nobody = new Contact(now);
        var thread = new Conversation(Conversation.Teams, place.Key, nobody.Id, language, now);
        thread.Share();
        db.Contacts.Add(nobody);
        db.Conversations.Add(thread);
        db.Append(thread, new(Speaker.Bot, ChatTexts.Get(language, "teams.hello_thread")) { Language = language }, now);
    }

    private async Task<bool> HasAgentAsync(Place place, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Conversations.AnyAsync(c => c.Channel == Conversation.Teams && c.Key == place.Key && c.TurnOwner == TurnOwner.Agent, cancellation);
    }

    /// <summary>Files are not fetched from where the channel keeps them; whoever sent some is told how to give them.</summary>
    private async Task TellOfFilesAsync(FeedbackDb db, ReceivedActivity activity, Place place)
    {
        var conversation = await db.Conversations.SingleAsync(c => c.Channel == Conversation.Teams && c.Key == place.Key);
        var key = Short($"files:{activity.Id}");
        if (conversation.TurnOwner == TurnOwner.Bot && !await db.Messages.AnyAsync(m => m.ConversationId == conversation.Id && m.Key == key))
        {
            var language = Languages.Interface(place.Locale ?? conversation.Locale);
            db.Append(conversation, new(Speaker.Bot, ChatTexts.Get(language, "teams.no_files")) { Key = key, Language = language }, time.GetUtcNow().UtcDateTime);
        }
    }

    private static string? Short(string? key) => key == null ? null : TextCleaning.Cut(key, 200);
}
