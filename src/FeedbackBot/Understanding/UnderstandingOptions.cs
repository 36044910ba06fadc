namespace FeedbackBot.Understanding;

/// <summary>Settings under FeedbackBot:Understanding.</summary>
public sealed class UnderstandingOptions
{
    /// <summary>Second readers (azure, model) in the order in which they are asked. Default: none named, which asks every one that is configured, azure first.</summary>
    public string[] Readers { get; set; } = [];

    /// <summary>How long a customer's turn waits for a second reader before it goes on with the embedded reading. Default 1.5 s.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long a second reader may take in all; what it finds after the deadline is kept on the message and may raise the case's priority. Default 20 s.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(20);
}
