using System.Globalization;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Host.Settings;
using FeedbackBot.Messages;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.Chat;

/// <summary>What the chat's page shows.</summary>
public sealed record ChatView
{
    public IReadOnlyList<Message> Messages { get; init; } = [];

    public required WebChatOptions Limits { get; init; }

    /// <summary>Inside a frame of the widget.</summary>
    public bool Framed { get; init; }

    /// <summary>Who the visitor is becomes known only when the widget says so.</summary>
    public bool Hold { get; init; }

    /// <summary>The visitor's token, where the page must carry it because no cookie does.</summary>
    public string? CarriedToken { get; init; }

    /// <summary>What the address says of the page or the matter that the visitor came from, as JSON.</summary>
    public string? Page { get; init; }

    /// <summary>What went wrong with the message just sent, in the visitor's language.</summary>
    public string? Problem { get; init; }

    /// <summary>What the visitor had written, kept for another try.</summary>
    public string? Draft { get; init; }

    public string MessageKey { get; } = VisitorTokens.NewId();

    public static string Megabytes(long bytes) => (bytes / 1_000_000).ToString(CultureInfo.InvariantCulture);
}

/// <summary>Says in the header whom the customer is talking to.</summary>
public static class SpeakingNow
{
    /// <summary>A line beside a talk with a person says nothing about who has the turn.</summary>
    public static bool Tells(Message message) => message.Speaker != Speaker.Customer && message.Flow != AgentChat.Aside;

    public static string Say(IEnumerable<Message> messages, string language)
    {
        if (messages.LastOrDefault(Tells) is not { Speaker: Speaker.Agent } said)
        {
            return ChatTexts.Get(language, "who.bot");
        }

        var name = string.IsNullOrWhiteSpace(said.SenderName) ? ChatTexts.Get(language, "who.agent_unnamed") : said.SenderName;
        return ChatTexts.Get(language, "who.agent", ("name", name));
    }
}
