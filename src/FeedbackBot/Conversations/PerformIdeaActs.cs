using System.Globalization;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>Performs the effects that concern other people's suggestions.</summary>
public sealed class PerformIdeaActs(JoinIdea join)
{
    public async Task<Outcome> JoinAsync(FeedbackDb db, TurnScene scene, AddVoice act)
    {
        var language = scene.State.Language ?? scene.Conversation.Locale;
        var words = PersonalData.Mask(act.Words);
        if (await join.RunAsync(db, TicketNumber.Parse(act.Number) ?? 0, new(scene.Contact.Id, scene.Conversation.Id, words, language)) is not { } idea)
        {
            return new("gone");
        }

        var behind = (idea.Voices + 1).ToString(CultureInfo.InvariantCulture);
        return new("joined") { Facts = new Dictionary<string, string> { ["voices"] = behind } };
    }
}
