using FeedbackBot.Messages;

namespace FeedbackBot.Outbox;

/// <summary>Sends a message to the channel of its conversation; throws where it could not.</summary>
public interface IMessenger
{
    Task SendAsync(ConversationReference to, Message message, CancellationToken cancellation);
}

/// <summary>The channel takes nothing more for this conversation: uninstalled, blocked, or gone. Trying again is of no use.</summary>
public sealed class ChannelClosed(string reason) : Exception(reason);

/// <summary>The channel will never take this message, whatever is the matter with it; others it may.</summary>
public sealed class MessageRefused(string reason) : Exception(reason);

/// <summary>The channel asks to wait; nothing is wrong with what was sent.</summary>
public sealed class ChannelBusy(string reason, TimeSpan? wait) : Exception(reason)
{
    /// <summary>How long, where it says.</summary>
    public TimeSpan? Wait => wait;
}
