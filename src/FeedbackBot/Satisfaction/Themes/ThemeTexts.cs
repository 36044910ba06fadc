namespace FeedbackBot.Satisfaction.Themes;

/// <summary>Something a customer wrote.</summary>
/// <param name="Customer">Who wrote it.</param>
/// <param name="Slice">Nought is the period; 1, 2… are the stretches of its length before it, the nearest first.</param>
public sealed record ThemeText(string Text, Guid Customer, int Slice, DateTime At, Guid? ContactId = null, long? TicketNumber = null)
{
    public bool IsNow => Slice == 0;

    /// <summary>All texts of one customer in one slice count once: whoever writes often has in no slice a better chance of being counted than in the period.</summary>
    public (Guid Customer, int Slice) Voice => (Customer, Slice);
}
