using System.ComponentModel.DataAnnotations;

namespace FeedbackBot.Tickets;

/// <summary>Settings under FeedbackBot:Chats.</summary>
public sealed class ChatOptions
{
    /// <summary>A customer who waited so long for a person gets the promise instead. Default ten minutes.</summary>
    public TimeSpan MostWait { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The same, where nobody has had the console open. Default two minutes.</summary>
    public TimeSpan MostWaitForNobody { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>A customer silent for so long is asked whether they are still there; as long again, and the chat ends. Default ten minutes.</summary>
    public TimeSpan CustomerSilence { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>An agent silent for so long while the customer waits loses the chat to the line. Default five minutes.</summary>
    public TimeSpan AgentSilence { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>So long after the last word, where an agent answered on a case and no chat is going on, the assistant listens again. Default 30 minutes.</summary>
    public TimeSpan TurnLapses { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How often at most a customer hears of their place in the line. Default one minute.</summary>
    public TimeSpan BetweenPlaces { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest line; beyond it the promise is given at once. Default 20.</summary>
    [Range(0, 1000)]
    public int LongestLine { get; set; } = 20;
}
