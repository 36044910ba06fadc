using FeedbackBot.Messages;

namespace FeedbackBot.Tickets;

/// <summary>What a chat needs now.</summary>
public enum ChatNeed { Nothing, Place, Promise, Nudge, Goodbye, Line, Tidying }

/// <summary>Decides what a chat needs. Pure.</summary>
public static class ChatCare
{
    /// <param name="place">The chat's place in the line, from 1; 0 where it is in none.</param>
    /// <param name="anyoneThere">Whether somebody is there who could take it.</param>
    public static ChatNeed Of(AgentChat chat, TurnOwner turn, int place, bool anyoneThere, ChatOptions options, DateTime now) => chat.State switch
    {
        ChatState.Waiting => Waiting(chat, place, anyoneThere, options, now),
        ChatState.WithAgent when turn == TurnOwner.Bot => ChatNeed.Tidying,
        ChatState.WithAgent when chat.Awaits == ChatSide.Agent => now - chat.SilentSince >= options.AgentSilence ? ChatNeed.Line : ChatNeed.Nothing,
        ChatState.WithAgent when chat.NudgedAt is { } nudged => now - nudged >= options.CustomerSilence ? ChatNeed.Goodbye : ChatNeed.Nothing,
        ChatState.WithAgent => now - chat.SilentSince >= options.CustomerSilence ? ChatNeed.Nudge : ChatNeed.Nothing,
        _ => ChatNeed.Nothing,
    };

    private static ChatNeed Waiting(AgentChat chat, int place, bool anyoneThere, ChatOptions options, DateTime now)
    {
        var waited = now - chat.WaitingSince;
        if (waited >= options.MostWait || (!anyoneThere && waited >= options.MostWaitForNobody))
        {
            return ChatNeed.Promise;
        }

        var mayTell = chat.ToldAt == null || now - chat.ToldAt >= options.BetweenPlaces;
        return mayTell && place > 0 && place < (chat.ToldPosition ?? int.MaxValue) ? ChatNeed.Place : ChatNeed.Nothing;
    }
}
