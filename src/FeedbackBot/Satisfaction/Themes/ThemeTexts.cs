namespace FeedbackBot.Satisfaction.Themes;

/// <summary>Something a customer wrote.</summary>
/// <param name="Voice">Who wrote it: all texts of one voice count once.</param>
/// <param name="IsNow">Within the period; else in the time before it.</param>
public sealed record ThemeText(string Text, Guid Voice, bool IsNow, DateTime At, Guid? ContactId = null, long? TicketNumber = null);
